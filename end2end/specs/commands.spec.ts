// The palette, the shortcuts and their sheet: everything by keyboard alone.

import type { Page } from '@playwright/test';
import { aProduct, aSubmission, anOffer } from '../support/api';
import { awake, axe, expect, LANGS, preferLang, shot, test } from '../support/test';

const palette = (page: Page) => page.locator('dialog.palette');
const typed = (page: Page) => palette(page).getByRole('combobox');
const options = (page: Page) => palette(page).getByRole('option');

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await awake(page.locator('.find-open'));
}

test('Ctrl K finds a page by its name and goes there', async ({ visitor }) => {
  const page = await visitor('seller');
  await open(page, '/seller');
  await page.keyboard.press('Control+k');
  await expect(typed(page)).toBeFocused();
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('账单');
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/seller/bills');
});

test('it finds what is one’s own, by name and by number, and nobody else’s', async ({ portal, visitor }) => {
  const product = await aProduct(portal, { zh: '寻物启示商品', en: 'Lost And Found' });
  await anOffer(portal, product, '寻物专享价');
  const page = await visitor('seller');
  await open(page, '/seller');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('寻物');
  await expect(options(page)).toHaveCount(2);
  await expect(options(page).first()).toContainText('寻物启示商品');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(typed(page)).toHaveAttribute('aria-activedescendant', (await options(page).nth(1).getAttribute('id')) ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/seller\/offers\/[0-9a-f-]{36}/);

  const other = await visitor('other-seller');
  await open(other, '/seller');
  await other.keyboard.press('Control+k');
  await other.keyboard.type('寻物');
  await expect(palette(other).getByRole('status')).toContainText('没有找到');
  await expect(options(other)).toHaveCount(0);
  await other.keyboard.press('Escape');
  await expect(palette(other)).toBeHidden();
});

test('the operator finds what is reviewed and whose it is', async ({ portal, visitor }) => {
  await aSubmission(portal, { zh: '待寻的提交', en: 'A Submission To Find' });
  const page = await visitor('admin');
  await open(page, '/ops');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('to find');
  await expect(options(page)).toHaveCount(1);
  await expect(options(page).first()).toContainText('待寻的提交');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/ops\/reviews\/[0-9a-f-]{36}/);

  await open(page, '/ops');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('far hills');
  await options(page).filter({ hasText: '组织' }).or(options(page).last()).last().click();
  await page.waitForURL(/\/ops\/organisations\?q=/);
  await expect(page.locator('main tbody tr')).toHaveCount(1);
});

test('without a network it says so, and goes on when there is one', async ({ visitor, allowErrors }) => {
  allowErrors(/ERR_INTERNET_DISCONNECTED/);
  const page = await visitor('seller');
  await open(page, '/seller');
  await page.keyboard.press('Control+k');
  await page.context().setOffline(true);
  await page.keyboard.type('CS');
  await expect(palette(page).getByRole('status')).toContainText('暂时连不上');
  await page.context().setOffline(false);
  await page.keyboard.type('2');
  await expect(palette(page).getByRole('status')).not.toContainText('暂时连不上');
});

test('G and a letter go to a page, / to the filters, ? shows the sheet; single keys can be turned off', async ({ visitor }) => {
  const page = await visitor('seller');
  await open(page, '/seller');
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.waitForURL('**/seller/orders');
  await awake(page.locator('.find-open'));
  await page.keyboard.press('/');
  await expect(page.locator('main .filters :focus')).toHaveCount(1);
  // While somebody types a letter is a letter.
  await page.keyboard.type('go');
  expect(new URL(page.url()).pathname).toBe('/seller/orders');
  await page.locator('h1').click();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: '键盘快捷键' });
  await expect(sheet).toBeVisible();
  await sheet.getByRole('button', { name: '关闭单键快捷键' }).click();
  await expect(sheet.getByRole('status')).toContainText('已关闭');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.keyboard.press('?');
  await expect(sheet).toBeHidden();
  expect(new URL(page.url()).pathname).toBe('/seller/orders');
  await page.keyboard.press('Control+k');
  await expect(typed(page)).toBeFocused();
  await page.evaluate(() => localStorage.clear());
});

for (const lang of LANGS) {
  test(`the palette and the sheet are clean and look right, ${lang}`, async ({ portal, visitor }) => {
    const page = await visitor('seller');
    await preferLang(page, portal, lang);
    await open(page, '/seller');
    await page.keyboard.press('Control+k');
    await expect(options(page).first()).toBeVisible();
    await page.keyboard.type('CS');
    await expect(options(page).first()).toContainText(/\S/);
    await axe(page);
    await shot(page, `palette-${lang}-dark-1440`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await axe(page);
    await shot(page, `shortcuts-${lang}-dark-1440`);
  });
}
