// Every page there is, found the way people find them: the side bar, the lists it leads to, and what those lead to.

import type { Page } from '@playwright/test';
import type { Portal, Who } from './portal';

export interface Place {
  /** `seller-listings-one-edit`: the address with ids taken out. */
  name: string;
  path: string;
}

/** One person of each role that has pages of its own. */
export const ROLES: Who[] = ['seller', 'reviewer', 'finance', 'admin', 'customer'];

const ID = '[0-9a-f]{8}-[0-9a-f-]{27}';

/** Every console page of whoever is signed in at `page`. */
export async function consolePlaces(page: Page, who: Who): Promise<Place[]> {
  await page.goto('/');
  const menu = await hrefs(page, '#side .side-groups a[href]');
  if (menu.length === 0) throw new Error(`${who} has no menu at ${page.url()}`);
  const found = new Map<string, string>();
  const add = (path: string) => {
    const name = nameOf(path);
    if (!found.has(name)) found.set(name, path);
  };
  for (const list of menu) {
    add(list);
    await page.goto(list);
    // One page of each kind below: a new thing, an item, the item's editor. Kinds of items are pages of their own.
    const below = new RegExp(`^${list}/`);
    if (list === '/ops/reviews') {
      for (const [name, path] of await kindsOfReviews(page)) found.set(name, path);
    } else {
      for (const path of await hrefs(page, '#main a[href]')) if (below.test(path)) add(path);
    }
  }
  for (const path of [...found.values()].filter((path) => new RegExp(`/${ID}$`).test(path))) {
    await page.goto(path);
    for (const deeper of await hrefs(page, '#main a[href]')) if (deeper.startsWith(`${path}/`)) add(deeper);
  }
  if (who === 'seller') {
    // The second step of the form, and the editor of a draft, wherever it stands in the list.
    await page.goto('/seller/offers/new');
    const product = page.locator('[name="listing"]').first();
    const value = await product.evaluate((e: HTMLSelectElement | HTMLInputElement) => e.value);
    found.set('seller-offers-new-terms', `/seller/offers/new?listing=${value}`);
    await page.goto('/seller/listings?revision=draft');
    const [draft] = await hrefs(page, '#main a[href$="/edit"]');
    if (draft) found.set('seller-listings-one-edit', draft);
  }
  if (who === 'finance') found.set('ops-bills-run', '/ops/bills/run?period=202610');
  return [...found].map(([name, path]) => ({ name, path }));
}

async function kindsOfReviews(page: Page): Promise<[string, string][]> {
  const out: [string, string][] = [];
  for (const kind of ['listing', 'offer', 'certification']) {
    for (const state of ['', 'approved', 'rejected']) {
      await page.goto(`/ops/reviews?kind=${kind}&state=${state}`);
      const [path] = await hrefs(page, 'tbody a.row-name');
      if (path) out.push([`ops-reviews-${kind}${state && `-${state}`}`, path]);
    }
  }
  return out;
}

/** The public pages: who looks, what, and which status is right. */
export interface PublicPlace extends Place {
  who?: Who;
  status: number;
}

export function publicPlaces(portal: Portal): PublicPlace[] {
  const live = portal.offerPath('live');
  const product = portal.demo.listings.find((l) => l.state === undefined || l.state === 'on_sale') ?? portal.demo.listings[0];
  return [
    { name: 'sign-in', path: '/sign-in', status: 200 },
    { name: 'product', path: `/p/${product.id}`, status: 200 },
    { name: 'offer-anonymous', path: live, status: 200 },
    { name: 'offer-named', path: live, who: 'customer', status: 200 },
    { name: 'offer-other', path: live, who: 'other-customer', status: 200 },
    { name: 'offer-seller', path: live, who: 'seller', status: 200 },
    { name: 'offer-upcoming', path: portal.offerPath('upcoming'), who: 'customer', status: 200 },
    { name: 'offer-expired', path: portal.offerPath('expired'), who: 'customer', status: 410 },
    { name: 'offer-unknown', path: '/o/unknown', status: 404 },
    { name: 'forbidden', path: '/ops', who: 'customer', status: 403 },
  ];
}

async function hrefs(page: Page, selector: string): Promise<string[]> {
  const found = await page.locator(selector).evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
  return found
    .filter((href) => /^\/(seller|ops|my)(\/|$|\?)/.test(href))
    .map((href) => href.split(/[?#]/)[0])
    .filter((href, i, all) => all.indexOf(href) === i);
}

function nameOf(path: string): string {
  return path.replace(new RegExp(ID, 'g'), 'one').replace(/^\//, '').replaceAll('/', '-');
}
