// What an offer's link shows to whom, and ordering with it, all with JavaScript off (`domain/business.md` §4.1).

import type { APIResponse, Page } from '@playwright/test';
import { anOffer, aProduct, organisationOf } from '../support/api';
import { expect, LANGS, preferLang, test, type Who } from '../support/test';

type Visitor = Who | undefined;
const VISITORS: Visitor[] = [undefined, 'customer', 'other-customer'];

const READABLE = ['live', 'upcoming'];
const DEAD: Record<string, { zh: string; en: string }> = {
  expired: { zh: '此优惠已过期', en: 'This offer has expired' },
  revoked: { zh: '商家已撤回此优惠', en: 'The seller took this offer back' },
  'used-up': { zh: '此优惠已用完', en: 'This offer is used up' },
};

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);

/** Everything that is asked for while the page is open. */
function requestsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  return asked;
}

for (const state of READABLE) {
  test(`whoever holds the link reads an offer that is ${state}`, async ({ portal, visitor }) => {
    const customer = await organisationOf(portal, 'customer');
    for (const who of VISITORS) {
      const page = await visitor(who);
      const asked = requestsOf(page);
      const answer = await page.goto(portal.offerPath(state));
      expect(answer?.status(), `${who ?? 'anonymous'}`).toBe(200);
      const main = page.getByRole('main');
      await expect(main).toContainText('¥');
      await expect(main).toContainText('UTC+08:00');
      await expect(main).toContainText('接下来会怎样');
      const html = await page.content();
      for (const name of Object.values(customer)) expect(html, 'no customer is named').not.toContain(name);
      // Only the named account, and only while it lasts, has something to press.
      const orderable = who === 'customer' && state === 'live';
      await expect(page.locator('form[action="/form/orders/place"]')).toHaveCount(orderable ? 1 : 0);
      const scripts = asked.filter((path) => /\.wasm$/.test(path) || (/\.m?js$/.test(path) && path !== '/zone.js'));
      expect(scripts, 'no wasm and no module').toEqual([]);
    }
  });
}

for (const [state, words] of Object.entries(DEAD)) {
  test(`an offer that is ${state} says why to its customer and nothing to others`, async ({ portal, visitor, allowErrors }) => {
    allowErrors(/status of 404/, /status of 410/);
    const path = portal.offerPath(state);
    for (const lang of LANGS) {
      const customer = await visitor('customer');
      await preferLang(customer, portal, lang);
      expect((await customer.goto(path))?.status()).toBe(410);
      await expect(customer.getByRole('heading', { level: 1 })).toHaveText(words[lang]);
      await expect(customer.locator('.skeleton')).toHaveCount(0);
    }
    for (const who of [undefined, 'other-customer', 'other-seller', 'reviewer'] as Visitor[]) {
      const page = await visitor(who);
      const answer = await page.goto(path);
      expect(answer?.status(), who ?? 'anonymous').toBe(404);
      await expect(page.getByRole('main')).not.toContainText(words.zh);
      // Not a byte tells a dead link from one that never was.
      const unknown = `/o/${'A'.repeat(path.length - 3)}`;
      const [dead, never] = [await page.request.get(path), await page.request.get(unknown)];
      expect(never.status()).toBe(404);
      expect(await plain(dead, path), who ?? 'anonymous').toBe(await plain(never, unknown));
      expect(names(dead)).toEqual(names(never));
    }
  });
}

/** The body without what differs from request to request: the nonce, and the address itself. */
async function plain(answer: APIResponse, path: string): Promise<string> {
  return (await answer.text()).replaceAll(/nonce="[^"]*"/g, '').replaceAll(path, 'PATH');
}

function names(answer: APIResponse): string[] {
  return answer.headersArray().map((h) => h.name.toLowerCase()).sort();
}

test('the link of an unknown form is the same page', async ({ page, allowErrors }) => {
  allowErrors(/status of 404/);
  for (const path of ['/o/x', '/o/%FF', `/o/${'a'.repeat(500)}`]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByRole('main')).toContainText('没有找到');
  }
});

for (const lang of LANGS) {
  test(`ordering: refused with everything kept, then placed, then used up, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    allowErrors(/status of 422/, /status of 410/);
    const product = await aProduct(portal, { zh: '离线下单助手', en: 'Offline Ordering' });
    const { url } = await anOffer(portal, product, `无脚本 ${lang}`);
    const page = await visitor('customer');
    await preferLang(page, portal, lang);
    await page.goto(url);
    await page.locator('[name="choice"]').last().check();
    const chosen = await page.locator('[name="choice"]:checked').inputValue();
    await field(page, 'quantity').fill('3');
    const order = page.locator('form[action="/form/orders/place"] button');
    const [refused] = await Promise.all([page.waitForResponse(/\/form\/orders\/place/), order.click()]);
    expect(refused.status()).toBe(422);
    await expect(field(page, 'quantity')).toHaveValue('3');
    expect(await page.locator('[name="choice"]:checked').inputValue()).toBe(chosen);
    await expect(page.locator('#f-terms_accepted-errors')).toContainText(lang === 'zh' ? '请先阅读并同意条款' : 'Read and accept the terms');
    await field(page, 'terms_accepted').check();
    await order.click();
    await page.waitForURL(/\/my\/orders\/[0-9a-f-]+$/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/CS\d{10}[0-9A-Z]{5}/);
    // paying and cancelling work too
    await page.locator('button[name="outcome"][value="fail"]').click();
    await expect(page.locator('.callout.tone-bad')).toBeVisible();
    expect((await page.goto(url))?.status()).toBe(410);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(DEAD['used-up'][lang]);
  });
}

test('another account reads, and is refused without a word about whose it is', async ({ portal, visitor }) => {
  const product = await aProduct(portal, { zh: '中立回答助手', en: 'Neutral Answers' });
  const { url } = await anOffer(portal, product, '只给一位客户');
  const named = await visitor('customer');
  await named.goto(url);
  const form = await named.locator('form[action="/form/orders/place"]').evaluate((f: HTMLFormElement) =>
    Array.from(new FormData(f)).map(([name, value]) => [name, String(value)] as const),
  );
  const page = await visitor('other-customer');
  await page.goto(url);
  await expect(page.getByText('此优惠是给另一个账号的')).toBeVisible();
  const answer = await page.request.post('/form/orders/place', {
    form: { ...Object.fromEntries(form), terms_accepted: 'on' },
    headers: { origin: portal.url },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
  const text = await answer.text();
  for (const name of Object.values(await organisationOf(portal, 'customer'))) expect(text).not.toContain(name);
  // a page that was refused leaves the offer as it was
  expect((await named.goto(url))?.status()).toBe(200);
});
