// What has to have happened before a test begins, done through the REST API: quicker than clicking, and a failure
// there is not the failure of the page under test.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account, Portal, Who } from './portal';

export interface Bilingual {
  zh: string;
  en: string;
}

export interface Money {
  minor: number;
  currency: string;
}

export interface Spec {
  id: string;
  name: Bilingual;
  prices: { term: string; amount: Money }[];
  [field: string]: unknown;
}

/** What a seller writes (docs/formats/listing.schema.json). */
export interface Content {
  name: Bilingual;
  overview: Bilingual;
  introduction: Bilingual;
  support: { hours: string; hotline: string; mail: string; [field: string]: unknown };
  certificate: { file: string; name: string; sha256: string; size: number } | null;
  specs: Spec[];
  [field: string]: unknown;
}

export interface Listing {
  id: string;
  version: number;
  content: Content;
  review: string | null;
}

export interface Offer {
  terms: { id: string; name: string; prices: { spec: string; term: string; list: Money; deal: Money }[] };
  url: string;
}

/** A refused operation. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Operations in somebody's name. */
export class Api {
  private constructor(
    private readonly portal: Portal,
    private readonly account: Account,
  ) {}

  static as(portal: Portal, who: Who | Account): Api {
    return new Api(portal, typeof who === 'string' ? portal.account(who) : who);
  }

  /** `POST /api/v1/op/NAME`. */
  async op<T>(name: string, input: object = {}): Promise<T> {
    const answer = await this.send(`/api/v1/op/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await answer.json()) as T;
  }

  /** `POST /uploads`: the file as a listing names it. */
  async upload(name: string, bytes: Buffer): Promise<NonNullable<Content['certificate']>> {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(bytes)]), name);
    const answer = await this.send('/uploads?purpose=copyright', { method: 'POST', body });
    const stored = (await answer.json()) as { id: string; sha256: string; size: number };
    return { file: stored.id, name, sha256: stored.sha256, size: stored.size };
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const authorization = `Bearer ${await this.token()}`;
    const answer = await fetch(this.portal.url + path, { ...init, headers: { ...init.headers, authorization } });
    if (answer.ok) return answer;
    const text = await answer.text();
    const code = /"code":"([^"]+)"/.exec(text)?.[1] ?? '';
    throw new Refusal(answer.status, code, `${path} as ${this.account.email}: ${answer.status} ${text}`);
  }

  private async token(): Promise<string> {
    const key = `bearer ${this.account.email}`;
    const known = this.portal.sessions.get(key);
    if (known) return known;
    const { email, password } = this.account;
    const answer = await fetch(`${this.portal.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!answer.ok) throw new Error(`signing in as ${email}: ${answer.status} ${await answer.text()}`);
    const { token } = (await answer.json()) as { token: string };
    this.portal.sessions.set(key, token);
    return token;
  }
}

/** A small PDF that is one. */
export function pdf(title = 'Software copyright certificate'): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] >>',
    `<< /Title (${title}) >>`,
  ];
  let file = '%PDF-1.7\n';
  const starts = objects.map((object, i) => {
    const start = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${starts.join('')}`;
  return Buffer.from(`${file}${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${file.length}\n%%EOF\n`);
}

/** The documented example under another name; without a certificate. */
export function exampleContent(name: Bilingual): Content {
  const path = join(__dirname, '../../docs/examples/listing-saas.json');
  const content = JSON.parse(readFileSync(path, 'utf8')) as Content;
  return { ...content, name, certificate: null, specs: content.specs.map((spec) => ({ ...spec, id: randomUUID() })) };
}

/** A draft of the seller that could be handed in. */
export async function aDraft(portal: Portal, name: Bilingual, who: Who = 'seller'): Promise<Listing> {
  const seller = Api.as(portal, who);
  const content = { ...exampleContent(name), certificate: await seller.upload('certificate.pdf', pdf(name.en)) };
  return seller.op<Listing>('CreateListing', { content });
}

/** A listing that waits for a reviewer. */
export async function aSubmission(portal: Portal, name: Bilingual, who: Who = 'seller'): Promise<Listing & { review: string }> {
  const { id, version } = await aDraft(portal, name, who);
  return Api.as(portal, who).op('SubmitListing', { listing: id, version });
}

/** A listing on sale. */
export async function aProduct(portal: Portal, name: Bilingual, who: Who = 'seller'): Promise<Listing> {
  const listing = await aSubmission(portal, name, who);
  const reviewer = Api.as(portal, 'reviewer');
  const { version } = await reviewer.op<{ version: number }>('GetReview', { review: listing.review });
  await reviewer.op('DecideReview', { review: listing.review, version, decision: 'approve', comments: [] });
  return listing;
}

/** An exclusive discount on the first spec of a product, effective at once, for `customer@demo.test`. */
export async function anOffer(portal: Portal, product: Listing, name: string, more: object = {}): Promise<Offer> {
  const percent = 1000;
  return Api.as(portal, 'seller').op('CreateOffer', {
    name,
    customer_email: portal.account('customer').email,
    listing: product.id,
    ends_on: '2027-03-31',
    lines: [{ spec: product.content.specs[0].id, percent }],
    max_orders: 1,
    ...more,
  });
}

/** The operator's finance sends the seller's small transfer, and the seller enters what arrived. */
export async function proveAccounts(portal: Portal, who: Who = 'seller'): Promise<void> {
  const finance = Api.as(portal, 'finance');
  const seller = Api.as(portal, who);
  const { state } = await seller.op<{ state: string }>('GetCertification');
  if (state !== 'transferring') return;
  const open = await finance.op<{ seller: string; transfer: string; amount: Money }[]>('ListTransfers');
  for (const row of open) {
    await finance.op('RecordTransfer', { seller: row.seller, transfer: row.transfer, sent: true });
    await seller.op('ConfirmTransfer', { amount: row.amount });
  }
}

/** Bank, tax and finance contact of a seller, approved: the first condition of a bill. Does nothing when it is so. */
export async function certify(portal: Portal, who: Who = 'seller'): Promise<void> {
  const seller = Api.as(portal, who);
  const stands = await seller.op<{ state: string; version: number }>('GetCertification');
  if (stands.state === 'certified') return;
  if (stands.state !== 'pending') {
    await seller.op('SubmitCertification', {
      version: stands.version,
      content: {
        company: '云杉软件有限公司',
        tax_number: '91440300MA5EXAMPL1',
        general_taxpayer: true,
        tax_rate: 6,
        bank: '中国银行深圳分行',
        account_name: '云杉软件有限公司',
        account_number: '755912345678901',
        contact_name: '会计',
        contact_phone: '0755-12345678',
        contact_mail: 'finance@seller.example.com',
      },
    });
  }
  const finance = Api.as(portal, 'finance');
  await proveAccounts(portal, who);
  const { rows } = await finance.op<{ rows: { id: string }[] }>('ListReviews', { kind: 'certification' });
  for (const { id } of rows) {
    const { version } = await finance.op<{ version: number }>('GetReview', { review: id });
    await finance.op('DecideReview', { review: id, version, decision: 'approve', comments: [] });
  }
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The mails to an address, newest first. */
export async function mailsTo(portal: Portal, to: string): Promise<Mail[]> {
  return (await portal.json<{ mails: Mail[] }>(['mail', 'list', '--to', to])).mails;
}

/** What somebody's organisation is called, in both languages. */
export async function organisationOf(portal: Portal, who: Who): Promise<Bilingual> {
  return (await Api.as(portal, who).op<{ acting: { name: Bilingual } }>('GetViewer')).acting.name;
}
