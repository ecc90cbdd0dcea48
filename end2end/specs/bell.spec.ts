// The bell: what happens elsewhere is counted without a reload.

import { aSubmission, Api } from '../support/api';
import { awake, expect, test } from '../support/test';

test('a decision rings at the seller who has a page open', async ({ portal, visitor }) => {
  const listing = await aSubmission(portal, { zh: '铃声演示商品', en: 'Bell Demo' });
  const page = await visitor('seller');
  await page.goto('/seller/orders');
  await awake(page.locator('.find-open'));
  const status = page.locator('.bell').getByRole('status');
  await expect(status).toContainText(/未读/);
  const before = Number(/\d+/.exec((await status.textContent()) ?? '')?.[0] ?? 0);
  const reviewer = Api.as(portal, 'reviewer');
  const { version } = await reviewer.op<{ version: number }>('GetReview', { review: listing.review });
  await reviewer.op('DecideReview', { review: listing.review, version, decision: 'approve', comments: [] });
  await expect
    .poll(async () => Number(/\d+/.exec((await status.textContent()) ?? '')?.[0] ?? 0), { timeout: 15_000 })
    .toBeGreaterThan(before);
  await page.locator('.bell').click();
  await page.waitForURL('**/seller/notices');
});

test('where nothing tells it, the bell asks', async ({ visitor, allowErrors }) => {
  allowErrors(/status of 503/);
  const page = await visitor('seller');
  await page.clock.install();
  await page.route('**/events', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto('/seller/orders');
  await awake(page.locator('.find-open'));
  const asked = page.waitForRequest('**/api/count_unread*');
  await page.clock.runFor(61_000);
  await asked;
});
