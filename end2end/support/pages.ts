// Every page there is, found the way people find them: the side bar, the lists it leads to, and what those lead to.

import type { APIRequestContext, Page } from '@playwright/test';
import type { Portal, Who } from './portal';

export interface Place {
  /** `seller-listings-one-edit`: the address with ids taken out. */
  name: string;
  path: string;
}

/** One person of each role that has pages of its own. */
export const ROLES: Who[] = ['seller', 'reviewer', 'finance', 'admin', 'customer'];

const ID = '[0-9a-f]{8}-[0-9a-f-]{27}';

const known = new WeakMap<Portal, Map<Who, Promise<Place[]>>>();

/** Every console page of whoever is signed in at `page`. Looked for once per portal. */
export function consolePlaces(page: Page, portal: Portal, who: Who): Promise<Place[]> {
  const places = known.get(portal) ?? new Map<Who, Promise<Place[]>>();
  known.set(portal, places);
  const found = places.get(who) ?? find(page.request, portal, who);
  places.set(who, found);
  return found;
}

async function find(request: APIRequestContext, portal: Portal, who: Who): Promise<Place[]> {
  const read = async (path: string) => (await request.get(portal.url + path)).text();
  const menu = links(await read('/')).side;
  if (menu.length === 0) throw new Error(`${who} has no menu`);
  const found = new Map<string, string>();
  const add = (path: string) => {
    if (!found.has(nameOf(path))) found.set(nameOf(path), path);
  };
  for (const list of menu) {
    add(list);
    if (list === '/ops/reviews') continue;
    for (const path of links(await read(list)).main) if (path.startsWith(`${list}/`)) add(path);
  }
  for (const path of [...found.values()].filter((path) => new RegExp(`/${ID}$`).test(path))) {
    for (const deeper of links(await read(path)).main) if (deeper.startsWith(`${path}/`)) add(deeper);
  }
  // One's own account is in the person's menu and the search in the top bar, not in the side bar.
  for (const path of ['/account', '/account/two-step', '/account/sign-ins', '/account/notices', '/find']) add(path);
  if (who === 'seller') found.set('find-results', '/find?q=CS');
  if (menu.includes('/ops/organisations')) add('/ops/people');
  if (who === 'seller') {
    // What stands somewhere in a list: each state of a listing, the editor, the second step of the form.
    for (const state of ['draft', 'pending', 'rejected']) {
      const rows = links(await read(`/seller/listings?revision=${state}`)).main;
      const path = rows.find((path) => new RegExp(`/${ID}$`).test(path));
      if (path) found.set(`seller-listings-one-${state}`, path);
      const edit = rows.find((path) => path.endsWith('/edit'));
      if (edit) found.set(`seller-listings-one-edit-${state}`, edit);
    }
    for (const status of ['live', 'reviewing', 'revoked']) {
      const path = links(await read(`/seller/offers?status=${status}`)).main.find((path) => new RegExp(`/${ID}$`).test(path));
      if (path) found.set(`seller-offers-one-${status}`, path);
    }
    const product = portal.demo.listings.find((l) => l.state === 'on_sale');
    if (product) found.set('seller-offers-new-terms', `/seller/offers/new?listing=${product.id}`);
  }
  if (menu.includes('/ops/reviews')) {
    for (const kind of ['listing', 'offer', 'certification', 'identity', 'application', 'store']) {
      for (const state of ['', 'approved', 'rejected']) {
        const [path] = links(await read(`/ops/reviews?kind=${kind}&state=${state}`)).main.filter((p) => p.startsWith('/ops/reviews/'));
        if (path) found.set(`ops-reviews-${kind}${state && `-${state}`}`, path);
      }
    }
  }
  if (who === 'admin') {
    for (const kind of ['exempt', 'billing']) found.set(`ops-settings-rules-${kind}`, `/ops/settings/rules?kind=${kind}`);
    found.set('ops-settings-calendar-2027', '/ops/settings/calendar?year=2027');
  }
  if (who === 'finance') found.set('ops-bills-run', '/ops/bills/run?period=202610');
  return [...found].map(([name, path]) => ({ name, path }));
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
    { name: 'sign-up', path: '/sign-up', status: 200 },
    { name: 'sign-up-sent', path: '/sign-up?done=sent', status: 200 },
    { name: 'sign-up-over', path: '/sign-up/unknown', status: 410 },
    { name: 'reset-password', path: '/reset-password', status: 200 },
    { name: 'reset-password-sent', path: '/reset-password?done=sent', status: 200 },
    { name: 'reset-password-over', path: '/reset-password/unknown', status: 410 },
    { name: 'invitation-over', path: '/invitation/unknown', status: 410 },
    { name: 'product', path: `/p/${product.id}`, status: 200 },
    { name: 'store', path: portal.demo.stores[0].url, status: 200 },
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

/** The links to console pages in a page's menu and in its main part, each once, without queries. */
function links(html: string): { side: string[]; main: string[] } {
  const [side, main = ''] = html.split(/<main\b/);
  const hrefs = (part: string) =>
    [...part.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)]
      .map(([, href]) => href.split(/[?#]/)[0])
      .filter((href, i, all) => /^\/(seller|ops|my|team)(\/|$)/.test(href) && all.indexOf(href) === i);
  return { side: hrefs(side.split('side-groups')[1] ?? ''), main: hrefs(main) };
}

function nameOf(path: string): string {
  return path.replace(new RegExp(ID, 'g'), 'one').replace(/^\//, '').replaceAll('/', '-');
}
