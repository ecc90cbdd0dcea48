// Everything can be reached and done by the keyboard alone, and where one is can be seen.

import type { Page } from '@playwright/test';
import { aDraft, Api, aSubmission } from '../support/api';
import { awake, expect, test } from '../support/test';

const focused = (page: Page) => page.locator(':focus');

/** Presses Tab until something has the focus; fails when it takes too long. */
async function tabTo(page: Page, what: string, most = 120): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, what)) return;
  }
  throw new Error(`${what} is not reached within ${most} steps`);
}

test('the skip link comes first and leads past the menu', async ({ visitor }) => {
  const page = await visitor('seller');
  await page.goto('/seller/orders');
  await page.keyboard.press('Tab');
  await expect(focused(page)).toHaveText('跳到正文');
  await expect(focused(page)).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.querySelector('#main')?.contains(document.activeElement))).toBe(true);
});

for (const [who, path] of [
  ['seller', '/seller/bills'],
  ['reviewer', '/ops/reviews'],
  [undefined, '/sign-in'],
] as const) {
  test(`the focus is seen at every step of ${path}`, async ({ visitor }) => {
    const page = await visitor(who);
    await page.goto(path);
    const unseen: string[] = [];
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const step = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return undefined;
        const marked = (e: Element | null): boolean => {
          if (!e) return false;
          const style = getComputedStyle(e);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        };
        // A field's frame may carry the ring for the control inside it.
        const seen = marked(element) || marked(element.closest('.control, .choice-card, .drop'));
        const box = element.getBoundingClientRect();
        return { seen: seen && box.width > 0 && box.height > 0, what: element.outerHTML.slice(0, 120) };
      });
      if (!step) break;
      if (!step.seen) unseen.push(step.what);
    }
    expect(unseen).toEqual([]);
  });
}

test('a review is decided by the keyboard', async ({ portal, visitor }) => {
  const first = await aSubmission(portal, { zh: '键盘驳回商品', en: 'Keyboard Rejection' });
  const second = await aSubmission(portal, { zh: '键盘通过商品', en: 'Keyboard Approval' });
  const page = await visitor('reviewer');
  await page.goto(`/ops/reviews/${first.review}`);
  await awake(page.locator('.find-open'));
  // R to the reason, typing does not trigger the other keys, Tab to the button
  await expect(async () => {
    await page.keyboard.press('r');
    await expect(page.locator('[name="comment:"]')).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('a jk: please say more');
  await expect(page.locator('[name="comment:"]')).toHaveValue('a jk: please say more');
  await tabTo(page, 'button[name=decision][value=reject]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=rejected/);

  await page.goto(`/ops/reviews/${second.review}`);
  await awake(page.locator('.find-open'));
  await expect(async () => {
    await page.keyboard.press('a');
    await expect(page.locator('#review-approve')).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=approved/);
  const { rows } = await Api.as(portal, 'reviewer').op<{ rows: { id: string }[] }>('ListReviews', { state: 'approved' });
  expect(rows.map((r) => r.id)).toContain(second.review);
});

test('J and K go through the queue', async ({ portal, visitor }) => {
  await aSubmission(portal, { zh: '队列前一项', en: 'Queue First' });
  await aSubmission(portal, { zh: '队列后一项', en: 'Queue Second' });
  const page = await visitor('reviewer');
  await page.goto('/ops/reviews');
  await page.locator('tbody a.row-name').first().click();
  await page.waitForURL(/\/ops\/reviews\/[0-9a-f-]{36}/);
  const start = new URL(page.url()).pathname;
  await expect(async () => {
    await page.keyboard.press('j');
    expect(new URL(page.url()).pathname).not.toBe(start);
  }).toPass();
  await expect(async () => {
    await page.keyboard.press('k');
    expect(new URL(page.url()).pathname).toBe(start);
  }).toPass();
});

test('the editor is filled in by Tab alone', async ({ portal, visitor }) => {
  const listing = await aDraft(portal, { zh: '键盘填写商品', en: 'Keyboard Typing' });
  const page = await visitor('seller');
  await page.goto(`/seller/listings/${listing.id}/edit`);
  await awake(page.locator('[name="name.zh"]'), 'input');
  for (const name of [
    'name.zh', 'name.en', 'category', 'overview.zh', 'introduction.zh', 'support.days_per_week', 'support.hotline', 'support.mail',
  ]) {
    await tabTo(page, `[name="${name}"]`);
    await expect(focused(page)).toBeInViewport();
  }
  await tabTo(page, '#f-certificate');
  await tabTo(page, '[name="specs.0.name.zh"]');
  await tabTo(page, '[name="specs.0.prices.month"]');
  await tabTo(page, 'form[action="/form/listings/submit"] button');
});
