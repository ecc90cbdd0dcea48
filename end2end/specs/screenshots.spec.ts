// Every page for people to look at (`target/screenshots`), and for a rule a machine can check: nothing stands out of the
// page at the side. Each page is taken in each language, each theme and each width, two pictures per language; with
// GUILDHALL_SHOTS_ALL=1 in every combination of them, which takes twice as long.

import { copyFile, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { aDraft, Api, type Listing } from '../support/api';
import { consolePlaces, publicPlaces, ROLES } from '../support/pages';
import { awake, expect, type Lang, LANGS, preferLang, shot, SHOTS, test } from '../support/test';

// Only what the demo has, whatever other tests made.
test.use({ now: '2026-11-18T02:00:02Z' });

test.describe.configure({ mode: 'parallel' });

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
/** The one in the README. */
const PICTURE = { shot: 'seller-bills-one-en-light-1440', file: join(__dirname, '../../docs/pictures/bill.png') };

/** Wide in one theme and narrow in the other; English the other way round, so that two pages show what four would. */
const ALL = Boolean(process.env.GUILDHALL_SHOTS_ALL);
const taken = (lang: Lang, theme: number, size: number) => ALL || (theme + size + LANGS.indexOf(lang)) % 2 === 1;

async function all(page: Page, name: string, lang: Lang): Promise<void> {
  for (const [theme, colorScheme] of THEMES.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [i, size] of SIZES.entries()) {
      if (!taken(lang, theme, i)) continue;
      await page.setViewportSize(size);
      const out = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        // What scrolls in a box of its own is fine.
        const boxed = (e: Element | null): boolean =>
          e !== null && (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX) || boxed(e.parentElement));
        const wide = [...document.body.querySelectorAll('*')].filter(
          (e) => e.getBoundingClientRect().right > clientWidth + 1 && !boxed(e.parentElement),
        );
        return [`${scrollWidth} > ${clientWidth}`, ...wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 160))];
      });
      expect.soft(out, `${name} ${lang} at ${size.width} px`).toEqual([]);
      // As tall as the page: what sticks to the window's edges then stands where the page begins and ends.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), 6000) });
      await page.evaluate(() => window.scrollTo(0, 0));
      await shot(page, `${name}-${lang}-${colorScheme}-${size.width}`);
    }
  }
}

for (const lang of LANGS) {
  for (const who of ROLES) {
    test(`console pages of ${who}, ${lang}`, async ({ portal, visitor }) => {
      test.setTimeout(480_000);
      const page = await visitor(who);
      await preferLang(page, portal, lang);
      for (const { name, path } of await consolePlaces(page, portal, who)) {
        await page.goto(path);
        await awake(page.locator('.find-open'));
        await all(page, name, lang);
        await page.setViewportSize(SIZES[0]);
      }
      if (who === 'seller' && lang === 'en' && !existsSync(PICTURE.file)) {
        await mkdir(dirname(PICTURE.file), { recursive: true });
        await copyFile(join(SHOTS, `${PICTURE.shot}.png`), PICTURE.file);
      }
    });
  }

  test(`public pages, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    test.setTimeout(300_000);
    allowErrors(/status of 403/, /status of 404/, /status of 410/);
    for (const { name, path, who } of publicPlaces(portal)) {
      const page = await visitor(who);
      await preferLang(page, portal, lang);
      await page.goto(path);
      await all(page, name, lang);
      await page.close();
    }
  });

  test(`what goes wrong: refusals, conflicts, an empty list, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    test.setTimeout(240_000);
    allowErrors(/status of 422/, /status of 409/);
    const page = await visitor();
    await preferLang(page, portal, lang);
    await page.goto('/sign-in');
    await page.locator('[name="email"]').fill('nobody@demo.test');
    await page.locator('[name="password"]').fill('wrong');
    await page.locator('form[action="/form/sign-in"] button').click();
    await expect(page.locator('.error-summary')).toBeVisible();
    await all(page, 'sign-in-refused', lang);

    const seller = await visitor('seller');
    await preferLang(seller, portal, lang);
    await seller.goto('/seller/orders?number=CS9999');
    await all(seller, 'seller-orders-none', lang);
    await seller.setViewportSize(SIZES[0]);

    const draft = await aDraft(portal, { zh: '截图草稿', en: 'Screenshot Draft' });
    await seller.goto(`/seller/listings/${draft.id}/edit`);
    await awake(seller.locator('[name="name.zh"]'), 'input');
    const content = { ...draft.content, name: { zh: '别处改过的名称', en: 'Changed Elsewhere' } };
    await Api.as(portal, 'seller').op<Listing>('SaveDraft', { listing: draft.id, version: draft.version, content });
    await seller.locator('[name="specs.0.name.zh"]').fill('规格1');
    await expect(seller.locator('.conflict, [role=alert] fieldset').first()).toBeVisible();
    await all(seller, 'seller-listings-one-edit-conflict', lang);
    await seller.setViewportSize(SIZES[0]);

    await seller.goto('/seller/offers/new');
    const listing = await seller.locator('[name="listing"]').first().evaluate((e: HTMLSelectElement) => e.value);
    await seller.goto(`/seller/offers/new?listing=${listing}`);
    await seller.locator('[name="customer_email"]').fill('nobody@demo.test');
    await seller.locator('form[action="/form/offers/create"] button').last().click();
    await expect(seller.locator('.error-summary')).toBeVisible();
    await all(seller, 'seller-offers-new-refused', lang);
  });
}
