// What a browser is told, and what it may be made to do: policies, cookies, other sites, other tenants.

import type { APIResponse } from '@playwright/test';
import { anOffer, aProduct, Api } from '../support/api';
import { expect, test } from '../support/test';

const policy = (answer: { headers: () => Record<string, string> }) => answer.headers()['content-security-policy'] ?? '';

test('every page has a strict policy and is kept by nobody', async ({ portal, visitor }) => {
  const page = await visitor('seller');
  const anyone = await visitor();
  for (const [who, path] of [
    [page, '/seller/listings'],
    [page, '/seller/bills'],
    [anyone, '/sign-in'],
    [anyone, portal.offerPath('live')],
    [anyone, '/o/unknown'],
  ] as const) {
    const answer = await who.request.get(path);
    const csp = policy(answer);
    expect(csp, path).toContain("default-src 'none'");
    expect(csp, path).toContain("frame-ancestors 'none'");
    expect(csp, path).toContain("base-uri 'none'");
    expect(csp, path).toContain("form-action 'self'");
    expect(csp, path).toMatch(/script-src 'nonce-[\w+/=-]{16,}'/);
    expect(csp, path).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
    const headers = answer.headers();
    expect(headers['cache-control'], path).toContain('no-store');
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['x-frame-options'], path).toBe('DENY');
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
    expect(headers['referrer-policy'], path).toBe(path.startsWith('/o/') ? 'no-referrer' : 'same-origin');
    // Each answer has a nonce of its own, and it is the one on the page.
    const nonce = /'nonce-([^']+)'/.exec(csp)?.[1] ?? '';
    expect(await answer.text(), path).toContain(`nonce="${nonce}"`);
    expect(policy(await who.request.get(path)), path).not.toContain(nonce);
  }
});

test('a script that is not ours does not run', async ({ visitor, allowErrors }) => {
  allowErrors(/Content Security Policy/);
  const page = await visitor('seller');
  await page.goto('/seller/listings');
  const ran = await page.evaluate(async () => {
    // `strict-dynamic` trusts what our scripts make, so the inline kind is the one to try.
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.stolen = true">');
    await new Promise((done) => setTimeout(done, 200));
    return 'stolen' in window;
  });
  expect(ran).toBe(false);
});

test('forms, operations and uploads are refused from another site', async ({ portal, visitor }) => {
  const page = await visitor('seller');
  const { url } = portal;
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of foreign) {
    const send: Record<string, () => Promise<APIResponse>> = {
      form: () => page.request.post(`${url}/form/listings/create`, { form: {}, headers, maxRedirects: 0 }),
      'sign-in': () => page.request.post(`${url}/form/sign-in`, { form: { email: 'a@b.example', password: 'x' }, headers }),
      'sign-out': () => page.request.post(`${url}/form/sign-out`, { form: {}, headers, maxRedirects: 0 }),
      operation: () => page.request.post(`${url}/api/v1/op/CreateListing`, { data: {}, headers }),
      function: () => page.request.post(`${url}/api/list_orders`, { data: { query: {} }, headers }),
      upload: () =>
        page.request.post(`${url}/uploads?purpose=copyright`, {
          multipart: { file: { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') } },
          headers,
        }),
    };
    for (const [what, go] of Object.entries(send)) {
      expect((await go()).status(), `${what} with ${JSON.stringify(headers)}`).toBe(403);
    }
  }
  const own = await page.request.post(`${url}/form/theme`, { form: { theme: 'dark' }, headers: { origin: url }, maxRedirects: 0 });
  expect(own.status(), 'our own pages may').toBe(303);
});

test('the session is a cookie that scripts cannot read', async ({ page, portal }) => {
  const { email, password } = portal.account('seller');
  const answer = await page.request.post(`${portal.url}/form/sign-in`, {
    form: { email, password },
    headers: { origin: portal.url },
    maxRedirects: 0,
  });
  const cookie = answer.headers()['set-cookie'];
  expect(cookie).toMatch(/^guildhall=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  await page.goto('/seller/listings');
  expect(await page.evaluate(() => document.cookie)).not.toContain('guildhall=');
  // what was signed in to before is over
  const old = (await page.context().cookies()).find((c) => c.name === 'guildhall');
  await page.request.post(`${portal.url}/form/sign-in`, { form: { email, password }, headers: { origin: portal.url }, maxRedirects: 0 });
  await page.context().addCookies([{ name: 'guildhall', value: old?.value ?? '', url: portal.url }]);
  await page.goto('/seller/listings');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});

test('another tenant’s things are not there', async ({ portal, visitor, allowErrors }) => {
  allowErrors(/status of 404/);
  const product = await aProduct(portal, { zh: '别家的商品', en: 'Somebody Else’s' });
  const { terms } = await anOffer(portal, product, '别家的优惠');
  const seller = Api.as(portal, 'seller');
  const first = async (name: string) => (await seller.op<{ rows: { id: string }[] }>(name)).rows[0].id;
  const [order, bill, line] = [await first('ListOrders'), await first('ListBills'), await first('ListTransactions')];
  const unknown = '01935b5e-0000-7000-8000-000000000000';
  const page = await visitor('other-seller');
  for (const [path, id] of [
    ['/seller/listings/ID', product.id],
    ['/seller/listings/ID/edit', product.id],
    ['/seller/offers/ID', terms.id],
    ['/seller/orders/ID', order],
    ['/seller/bills/ID', bill],
    ['/seller/transactions/ID', line],
    ['/exports/bills/ID.csv', bill],
  ] as const) {
    const [theirs, never] = [path.replace('ID', id), path.replace('ID', unknown)];
    const answers = [await page.request.get(theirs), await page.request.get(never)];
    expect(answers.map((a) => a.status()), path).toEqual([404, 404]);
    const text = await answers[0].text();
    expect(text, path).not.toContain('别家的');
  }
  await page.goto(`/seller/bills/${bill}`);
  await expect(page.getByRole('main')).toContainText('没有找到');
  const customer = await visitor('other-customer');
  const mine = await Api.as(portal, 'customer').op<{ rows: { id: string }[] }>('ListMyOrders');
  expect((await customer.goto(`/my/orders/${mine.rows[0].id}`))?.status()).toBe(404);
});

test('static files carry no secrets and pages name no server', async ({ portal, page }) => {
  const answer = await page.request.get(`${portal.url}/sign-in`);
  expect(answer.headers()).not.toHaveProperty('server');
  expect(answer.headers()).not.toHaveProperty('x-powered-by');
  for (const path of ['/pkg/', '/pkg/../secret.key', '/secret.key', '/guildhall.db', '/pkg/%2e%2e/%2e%2e/etc/passwd']) {
    expect((await page.request.get(portal.url + path)).status(), path).toBeGreaterThanOrEqual(400);
  }
});
