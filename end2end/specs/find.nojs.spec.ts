// The search without JavaScript: the same answers as a plain page.

import { expect, test } from '../support/test';

test('the search is a page of its own', async ({ visitor }) => {
  const page = await visitor('seller');
  await page.goto('/seller');
  await page.locator('.find-open').click();
  await expect(page).toHaveURL(/\/find$/);
  await page.locator('main').getByLabel('要找什么').fill('CS');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/find\?q=CS$/);
  await page.locator('main a.found').first().click();
  await expect(page).toHaveURL(/\/seller\/orders\/[0-9a-f-]{36}$/);
  await page.goto('/find?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84%E4%B8%9C%E8%A5%BF');
  await expect(page.locator('main')).toContainText('没有找到');
});
