// Every component in every state, compared with how it looked when somebody last approved of it: `/ui` of a debug build.
// A change that is meant: `npx playwright test --project=js gallery --update-snapshots`, look, commit.

import type { Page } from '@playwright/test';
import { axe, expect, LANGS, preferLang, speak, test } from '../support/test';

const SECTIONS = ['signs', 'messages', 'forms', 'lists', 'records', 'counter'] as const;
const THEMES = ['light', 'dark'] as const;
const WIDTH = 1180;

/** Another build of the browser smooths letters a little differently. */
const LIKE = { maxDiffPixelRatio: 0.01, animations: 'disabled', caret: 'hide' } as const;

/** In a window as tall as the page, what sticks to its edges stands where the page begins and ends, over nothing. */
async function whole(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: WIDTH, height: 900 });
  await page.goto(path);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: WIDTH, height });
}

for (const lang of LANGS) {
  test(`the components are clean, ${lang}`, async ({ page, portal }) => {
    await preferLang(page, portal, lang);
    for (const path of ['/ui', '/ui/counter']) {
      await page.goto(path);
      await axe(page);
    }
  });

  for (const theme of THEMES) {
    test(`the components look as approved, ${lang}, ${theme}`, async ({ page, portal }) => {
      test.setTimeout(60_000);
      await preferLang(page, portal, lang);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const section of SECTIONS) {
        if (section === 'signs') await whole(page, '/ui');
        if (section === 'counter') await whole(page, '/ui/counter');
        await expect.soft(page.locator(`#ui-${section}`)).toHaveScreenshot(`${section}-${lang}-${theme}.png`, LIKE);
      }
    });
  }
}

test('what opens looks as approved', async ({ page, portal }) => {
  for (const lang of LANGS) {
    await preferLang(page, portal, lang);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: WIDTH, height: 900 });
      await page.goto('/ui');
      await page.locator('#ui-menu summary').click();
      await expect.soft(page.locator('#ui-menu .menu-list')).toHaveScreenshot(`menu-${lang}-${theme}.png`, LIKE);
      await page.locator('[popovertarget="demo-dialog"]').first().click();
      await expect.soft(page.locator('#demo-dialog')).toHaveScreenshot(`dialog-${lang}-${theme}.png`, LIKE);
    }
  }
});

test('the gallery speaks the language one chooses', async ({ page }) => {
  await page.goto('/ui');
  await speak(page, 'en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Components');
  await speak(page, 'zh');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('组件');
});
