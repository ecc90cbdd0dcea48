// Every component in every state, compared with how it looked when somebody last approved of it: `/ui` of a debug build.
// A change that is meant: `npx playwright test --project=js gallery --update-snapshots`, look, commit.

import { axe, expect, test } from '../support/test';

const SECTIONS = ['signs', 'forms', 'lists', 'records'] as const;

test('the components are clean', async ({ page }) => {
  await page.goto('/ui');
  await axe(page);
});

for (const theme of ['light', 'dark'] as const) {
  for (const section of SECTIONS) {
    test(`${section} look as approved, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 1180, height: 900 });
      await page.goto('/ui');
      await expect(page.locator(`#ui-${section}`)).toHaveScreenshot(`${section}-${theme}.png`, {
        // Another build of the browser smooths letters a little differently.
        maxDiffPixelRatio: 0.01,
        animations: 'disabled',
        caret: 'hide',
      });
    });
  }
}
