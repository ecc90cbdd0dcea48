// A form that is refused while the console is awake: everything typed comes back, each finding is a way to its field, and the
// page goes on living at its own address.

import type { Page } from '@playwright/test';
import { awake, expect, LANGS, preferLang, test } from '../support/test';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);

for (const lang of LANGS) {
  test(`a discount with mistakes, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    allowErrors(/status of 422/);
    const product = portal.demo.listings.find((l) => l.state === 'on_sale');
    const path = `/seller/offers/new?listing=${product?.id}`;
    const page = await visitor('seller');
    await preferLang(page, portal, lang);
    await page.goto(path);
    await field(page, 'customer_email').fill('nobody@demo.test');
    await field(page, 'name').fill('  ');
    await page.locator('[name^="percent-"]').first().fill('95');
    await field(page, 'max_orders').fill('0');
    const [answer] = await Promise.all([
      page.waitForResponse(/\/form\/offers\/create/),
      page.locator('form[action="/form/offers/create"] button').last().click(),
    ]);
    expect(answer.status()).toBe(422);
    const summary = page.getByRole('alert');
    await expect(summary.getByRole('link').first()).toBeVisible();
    await expect(field(page, 'customer_email')).toHaveValue('nobody@demo.test');
    await expect(page.locator('[name^="percent-"]').first()).toHaveValue('95');
    await expect(field(page, 'max_orders')).toHaveValue('0');
    await expect(field(page, 'max_orders')).toHaveAttribute('aria-invalid', 'true');

    // It is the form's page, not the address it was sent to: awake, and safe to reload.
    await awake(page.locator('[name^="percent-"]').first(), 'input');
    await expect(page).toHaveURL(path);
    await page.locator('[name^="percent-"]').first().fill('10');
    await expect(page.getByText(lang === 'zh' ? '提交后立即生效' : 'effective as soon as you submit')).toBeVisible();

    // The summary leads to the field.
    await summary.locator('a[href="#f-max_orders"]').click();
    await expect(field(page, 'max_orders')).toBeFocused();
  });
}

test('a period that is not over', async ({ visitor, allowErrors }) => {
  allowErrors(/status of 422/);
  const page = await visitor('finance');
  await page.goto('/ops/bills');
  await field(page, 'run_period').fill('202611');
  await page.locator('form[action="/form/bills/dry-run"] button').click();
  await expect(page.locator('#f-run_period-errors')).toContainText('尚未结束');
  await expect(field(page, 'run_period')).toHaveValue('202611');
  await expect(page).toHaveURL('/ops/bills');
});
