// Coming in as a seller with JavaScript off: sign-up, each step and its refusals, the desk's answer, agreements.

import type { Page } from '@playwright/test';
import { Api } from '../support/api';
import type { Portal } from '../support/portal';
import { expect, LANGS, preferLang, test } from '../support/test';

const PASSWORD = 'a-brand-new-password';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const form = (page: Page, name: string) => page.locator(`form[action="/form/${name}"]`);
const send = (page: Page, name: string) => form(page, name).locator('button').first().click();
const errors = (page: Page, name: string) => page.locator(`#f-${name}-errors`);

interface Mail {
  subject: string;
  text: string;
}

/** The path of the newest link of that kind in the mails to an address; waits for the job that writes it. */
async function mailed(portal: Portal, to: string, path: string): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(async () => {
      const { mails } = await portal.json<{ mails: Mail[] }>(['mail', 'list', '--to', to]);
      found = mails.map((m) => new RegExp(`${path}[\\w-]+`).exec(m.text)?.[0]).find(Boolean);
      return found;
    })
    .toBeTruthy();
  return found as string;
}

async function ask(page: Page, email: string, company: string): Promise<void> {
  await page.goto('/sign-up');
  await field(page, 'organisation_zh').fill(`${company}有限公司`);
  await field(page, 'organisation_en').fill(company);
  await field(page, 'person').fill('新来的人');
  await field(page, 'email').fill(email);
  await field(page, 'password').fill(PASSWORD);
  await field(page, 'repeat_password').fill(PASSWORD);
  await send(page, 'accounts/sign-up');
  await page.waitForURL('**/sign-up?done=sent');
}

/** Somebody who has just signed up, in front of the steps of joining. */
async function newcomer(page: Page, portal: Portal, email: string, company: string): Promise<void> {
  await ask(page, email, company);
  await page.goto(await mailed(portal, email, '/sign-up/'));
  await field(page, 'password').fill(PASSWORD);
  await send(page, 'accounts/sign-up-confirm');
  await page.waitForURL('**/seller/join?done=signed-up');
}

/** The smallest PDF that opens. */
function pdf(): Buffer {
  const objects = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n',
  ];
  let text = '%PDF-1.4\n';
  const at = objects.map((object) => {
    const start = text.length;
    text += object;
    return start;
  });
  const xref = text.length;
  const rows = at.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const licence = { name: '营业执照.pdf', mimeType: 'application/pdf', buffer: pdf() };

for (const lang of LANGS) {
  test(`signing up reads the same for everybody, and the link works once, ${lang}`, async ({ page, portal, allowErrors }) => {
    allowErrors(/status of 410/, /status of 422/);
    await preferLang(page, portal, lang);
    await page.goto('/sign-in');
    await page.getByRole('link', { name: lang === 'zh' ? '注册商家账号' : 'Sign up as a seller' }).click();
    await expect(page).toHaveURL(/\/sign-up$/);
    const email = `signs-up-${lang}@demo.test`;
    const said: string[] = [];
    for (const typed of ['seller@demo.test', email]) {
      await ask(page, typed, `Fresh ${lang}`);
      said.push(await page.getByRole('main').innerHTML());
    }
    expect(said[1]).toBe(said[0]);
    const link = await mailed(portal, email, '/sign-up/');
    await page.goto(link);
    // Whoever did not type the form does not know the password.
    await field(page, 'password').fill('somebody-elses-guess');
    await send(page, 'accounts/sign-up-confirm');
    await expect(errors(page, 'password')).not.toBeEmpty();
    await field(page, 'password').fill(PASSWORD);
    await send(page, 'accounts/sign-up-confirm');
    await page.waitForURL('**/seller/join?done=signed-up');
    expect((await page.goto(link))?.status()).toBe(410);
  });
}

test('a form that is not right comes back with what was typed', async ({ page, allowErrors }) => {
  allowErrors(/status of 422/);
  await page.goto('/sign-up');
  await field(page, 'organisation_zh').fill('只有中文有限公司');
  await field(page, 'email').fill('no-address');
  await field(page, 'password').fill('short');
  await send(page, 'accounts/sign-up');
  for (const name of ['organisation_en', 'person', 'email', 'password']) await expect(errors(page, name)).not.toBeEmpty();
  await expect(field(page, 'organisation_zh')).toHaveValue('只有中文有限公司');
  await expect(field(page, 'password')).toHaveValue('');
});

test('a company joins as far as the application, and the desk answers', async ({ page, portal, visitor, allowErrors }) => {
  test.setTimeout(90_000);
  allowErrors(/status of 403/, /status of 422/);
  const email = 'joins@demo.test';
  await newcomer(page, portal, email, 'Joining Works');
  // Everything else leads here.
  await page.goto('/seller');
  await expect(page).toHaveURL(/\/seller\/join$/);
  expect((await page.goto('/seller/listings'))?.status()).toBe(403);
  await page.getByRole('main').getByRole('link', { name: /步骤|steps/ }).click();
  await expect(page).toHaveURL(/\/seller\/join$/);
  // A blocked step says what is missing and where to go.
  await page.goto('/seller/application');
  await expect(form(page, 'sellers/application')).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: /实名认证|Real-name/ }).first().click();
  await expect(page).toHaveURL(/\/seller\/identity$/);

  // A gap in the form does not lose the file.
  await field(page, 'credit_code').fill('91440300MA5J01NS01');
  await field(page, 'representative').fill('新来的人');
  await field(page, 'agent').fill('新来的人');
  await page.locator('[name="upload:licence"]').setInputFiles(licence);
  await send(page, 'sellers/identity');
  await expect(errors(page, 'company')).not.toBeEmpty();
  await expect(page.getByText('营业执照.pdf')).toBeVisible();
  await field(page, 'company').fill('Joining Works有限公司');
  await send(page, 'sellers/identity');
  await page.waitForURL('**/seller/identity?done=submitted');

  const desk = await visitor('reviewer');
  await desk.goto('/ops/reviews?kind=identity');
  await desk.getByRole('link', { name: 'Joining Works' }).first().click();
  await desk.locator('button[name="decision"][value="approve"]').click();
  await desk.waitForURL(/done=approved/);

  await page.goto('/seller/application');
  const typed: Record<string, string> = {
    introduction_zh: '我们制作企业软件。',
    introduction_en: 'We make software for companies.',
    founded_on: '2019-05-06',
    employees: '60',
    staff: '14',
    capital: '500',
    contact_name: '新来的人',
    contact_phone: '0755-12345678',
    contact_mail: email,
    province: '广东',
    city: '深圳',
    street: '科技园路 1 号',
    zip: '518000',
    service_phone: '400-800-1234',
    service_mail: 'service@joining.example.com',
    service_days: '5',
    service_hours: '8',
  };
  for (const [name, value] of Object.entries(typed)) await field(page, name).fill(value);
  await page.locator('[name="upload:licence"]').setInputFiles(licence);
  await page.locator('[name="upload:rights"]').setInputFiles({ ...licence, name: '软著.pdf' });
  await field(page, 'no_other_plan').check();
  await field(page, 'accepted').check();
  await page.locator('button[name="act"][value="submit"]').click();
  await expect(errors(page, 'staff'), 'a condition stands at its field').not.toBeEmpty();
  await field(page, 'staff').fill('20');
  await page.locator('button[name="act"][value="submit"]').click();
  await page.waitForURL('**/seller/application?done=submitted');
  await page.goto('/seller/join');
  await expect(page.locator('#identity')).toContainText(/已完成|Done/);
  await expect(page.locator('#application')).toContainText(/进行中|In progress/);
});

test('a new version of an agreement hides the bills until it is signed', async ({ portal, visitor, allowErrors }) => {
  allowErrors(/status of 403/, /status of 422/);
  const admin = await visitor('admin');
  await admin.goto('/ops/agreements');
  const card = admin.locator('#rules');
  await card.locator('summary', { hasText: /发布新版本|Publish the next version/ }).click();
  await card.locator('[name="body_zh"]').fill('一、新的规范。');
  await card.locator('[name="body_en"]').fill('1. New rules.');
  await card.locator('form[action="/form/sellers/publish"] button').click();
  // The session is fresh: no proof is asked for.
  await admin.waitForURL('**/ops/agreements?done=published');
  // The other tests of this portal look at this seller's bills.
  const api = Api.as(portal, 'seller');
  const mine = await api.op<{ in_force: { text: { id: string; sha256: string; kind: string } }[] }>('GetMyAgreements');
  const rules = mine.in_force.find((a) => a.text.kind === 'rules')?.text;
  await api.op('SignAgreement', { agreement: rules?.id, sha256: rules?.sha256, name: '林晓', accepted: true });

  const seller = await visitor('other-seller');
  expect((await seller.goto('/seller/bills'))?.status()).toBe(403);
  await seller.getByRole('main').getByRole('link', { name: /签署|sign/ }).click();
  await expect(seller).toHaveURL(/\/seller\/agreements$/);
  await send(seller, 'sellers/sign');
  await expect(errors(seller, 'name')).not.toBeEmpty();
  await field(seller, 'name').fill('周远');
  await field(seller, 'accepted').check();
  await send(seller, 'sellers/sign');
  await seller.waitForURL('**/seller/agreements?done=signed');
  expect((await seller.goto('/seller/bills'))?.status()).toBe(200);
});
