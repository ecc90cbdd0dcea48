// No finding of axe on any page, in both languages and both themes.

import { consolePlaces, publicPlaces, ROLES } from '../support/pages';
import { awake, axe, expect, LANGS, preferLang, test } from '../support/test';

// Pages have nothing to do with each other.
test.describe.configure({ mode: 'parallel' });

for (const lang of LANGS) {
  for (const who of ROLES) {
    test(`console pages of ${who}, ${lang}`, async ({ portal, visitor }) => {
      test.setTimeout(360_000);
      const page = await visitor(who);
      await preferLang(page, portal, lang);
      for (const { path } of await consolePlaces(page, portal, who)) {
        await page.goto(path);
        await awake(page.locator('.find-open'));
        await expect(page.locator('h1')).toHaveCount(1);
        await axe(page);
      }
    });
  }

  test(`public pages, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    test.setTimeout(240_000);
    allowErrors(/status of 403/, /status of 404/, /status of 410/, /status of 422/);
    for (const { path, who, status } of publicPlaces(portal)) {
      const page = await visitor(who);
      await preferLang(page, portal, lang);
      expect((await page.goto(path))?.status(), path).toBe(status);
      await axe(page);
    }
    const page = await visitor();
    await preferLang(page, portal, lang);
    await page.goto('/sign-in');
    await page.locator('[name="email"]').fill('nobody@demo.test');
    await page.locator('[name="password"]').fill('wrong');
    await page.locator('form[action="/form/sign-in"] button').click();
    await expect(page.locator('.error-summary')).toBeVisible();
    await axe(page);
  });
}

test('the menu of a phone, and an open menu', async ({ visitor }) => {
  const page = await visitor('seller');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/seller/listings');
  await page.locator('.side-open').click();
  await expect(page.locator('#side')).toBeVisible();
  await axe(page);
  await page.keyboard.press('Escape');
  await page.locator('.menu-box summary').click();
  await axe(page);
});
