// Lists and every other console page with JavaScript off: complete from the server, filters and pages in the address.

import type { Page } from '@playwright/test';
import { Api } from '../support/api';
import { consolePlaces, ROLES } from '../support/pages';
import { expect, test, type Who } from '../support/test';

for (const who of ROLES) {
  test(`every page of ${who} is complete`, async ({ portal, visitor }) => {
    test.setTimeout(240_000);
    const page = await visitor(who);
    const places = await consolePlaces(page, portal, who);
    for (const { path } of places) {
      const answer = await page.goto(path);
      expect.soft(answer?.status(), path).toBe(200);
      await expect.soft(page.locator('h1'), path).toHaveCount(1);
      await expect.soft(page.locator('.skeleton').filter({ visible: true }), path).toHaveCount(0);
      await expect.soft(page.locator('#main'), path).not.toBeEmpty();
      // One's own account and the search are in the top bar, not in the side bar.
      await expect.soft(page.locator('#side [aria-current=page]'), path).toHaveCount(/^\/(account|find|ops\/people)/.test(path) ? 0 : 1);
      await expect.soft(page, path).toHaveTitle(/.+ · .+/);
    }
  });
}

interface List {
  who: Who;
  path: string;
  filter: string;
  /** Finds nothing in any demo. */
  nothing: string;
}

const LISTS: List[] = [
  { who: 'seller', path: '/seller/listings', filter: 'q', nothing: '没有这样的商品' },
  { who: 'seller', path: '/seller/offers', filter: 'search', nothing: '没有这样的优惠' },
  { who: 'seller', path: '/seller/orders', filter: 'number', nothing: 'CS9999' },
  { who: 'seller', path: '/seller/transactions', filter: 'number', nothing: 'CS9999' },
  { who: 'seller', path: '/seller/bills', filter: 'period', nothing: '203001' },
  { who: 'customer', path: '/my/orders', filter: 'product', nothing: '没有这样的商品' },
  { who: 'finance', path: '/ops/bills', filter: 'period', nothing: '203001' },
];

const rows = (page: Page) => page.locator('table.ledger tbody tr');

for (const { who, path, filter, nothing } of LISTS) {
  test(`${path} is filtered by its address`, async ({ visitor }) => {
    const page = await visitor(who);
    await page.goto(path);
    await expect(rows(page)).not.toHaveCount(0);
    const before = await rows(page).count();
    const bar = page.getByRole('search');
    await bar.locator(`[name="${filter}"]`).fill(nothing);
    await bar.getByRole('button').click();
    expect(new URL(page.url()).searchParams.get(filter)).toBe(nothing);
    await expect(rows(page)).toHaveCount(0);
    await expect(page.locator('.ledger-empty')).toContainText(/\S/);
    await expect(bar.locator(`[name="${filter}"]`)).toHaveValue(nothing);
    // the address alone says it
    await page.reload();
    await expect(rows(page)).toHaveCount(0);
    // a chip takes the filter away again
    await page.locator('.chip', { hasText: nothing }).getByRole('link').click();
    expect(new URL(page.url()).searchParams.has(filter)).toBe(false);
    await expect(rows(page)).toHaveCount(before);
  });
}

test('the queue is filtered by kind and state', async ({ visitor }) => {
  const page = await visitor('reviewer');
  await page.goto('/ops/reviews');
  const bar = page.getByRole('search');
  await bar.locator('[name="kind"]').selectOption('certification');
  await bar.getByRole('button').click();
  await expect(page).toHaveURL(/kind=certification/);
  await expect(page.locator('.chip')).toContainText('商业信息认证');
  await page.getByRole('link', { name: '已通过' }).click();
  await expect(page, 'a tab keeps the filter').toHaveURL(/kind=certification.*state=approved|state=approved.*kind=certification/);
});

test('a list is paged from end to end and back, and counts honestly', async ({ portal, visitor }) => {
  const seller = Api.as(portal, 'other-seller');
  const there = await seller.op<{ count: { rows: number } }>('ListListings', { page: { size: 1 } });
  for (let i = there.count.rows; i < 60; i++) await seller.op('CreateListing');
  const page = await visitor('other-seller');
  await page.goto('/seller/listings');
  const ids = () => rows(page).locator('a.row-name').evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
  await expect(page.locator('.pager')).toContainText('共 60 项');
  const first = await ids();
  const seen = [...first];
  for (let pages = 1; (await page.locator('.pager a[rel=next]').count()) > 0; pages++) {
    expect(pages).toBeLessThan(10);
    await page.locator('.pager a[rel=next]').click();
    await expect(page).toHaveURL(/cursor=/);
    seen.push(...(await ids()));
  }
  expect(seen).toHaveLength(60);
  expect(new Set(seen).size).toBe(60);
  while ((await page.locator('.pager a[rel=prev]').count()) > 0) await page.locator('.pager a[rel=prev]').click();
  expect(await ids()).toEqual(first);
});

test('figures on the bill are there without JavaScript, and so is the file', async ({ visitor, portal }) => {
  const seller = await visitor('seller');
  await seller.goto('/seller/bills');
  await seller.locator('tbody a.row-name').first().click();
  await expect(seller.locator('.statement-total')).toContainText(/[\d,]+\.\d\d/);
  const href = await seller.locator('a[href^="/exports/bills/"]').first().getAttribute('href');
  const answer = await seller.request.get(`${portal.url}${href}`);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.headers()['content-disposition']).toMatch(/^attachment/);
});
