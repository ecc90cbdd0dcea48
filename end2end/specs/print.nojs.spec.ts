// Pages on paper: what they say, without the frame, the buttons and the filters, black on white in either theme.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

/** What no printed page shows. */
const NEVER = '.side, .top, .crumbs, .tab-row, .page-acts, .btn, .filters, .chips, .pager .buttons, .confirm, .toasts, .ledger .act';

/** The width of A4 between its margins. */
const PAPER = { width: 673, height: 1000 };

async function onPaper(page: Page, path: string): Promise<void> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.setViewportSize(PAPER);
  await page.goto(path);
  await expect(page.locator('h1')).toBeVisible();
  const { stray, wide, colours } = await page.evaluate((never) => {
    const seen = [...document.querySelectorAll('main *')].filter((e) => e.checkVisibility({ visibilityProperty: true }));
    return {
      stray: [...document.querySelectorAll(never)].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 160)),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      colours: [...new Set(seen.map((e) => getComputedStyle(e).color))],
    };
  }, NEVER);
  expect(stray, `${path} prints what acts`).toEqual([]);
  expect(wide, `${path} stands out of the paper`).toBeLessThanOrEqual(0);
  // Nothing lighter than a dark grey, whatever the theme.
  for (const colour of colours) {
    for (const part of colour.match(/\d+/g)?.slice(0, 3) ?? []) expect(Number(part), `${path}: ${colour}`).toBeLessThan(0x60);
  }
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
}

/** The first thing a list leads to. */
async function firstOf(page: Page, list: string): Promise<string> {
  await page.emulateMedia({ media: 'screen' });
  await page.goto(list);
  const link = page.locator(`main .ledger tbody a[href^="${list}/"]`).first();
  return (await link.getAttribute('href')) ?? '';
}

test('a list is its table, with its head on every page', async ({ visitor }) => {
  const page = await visitor('seller');
  for (const path of ['/seller/orders', '/seller/offers', '/seller/listings', '/seller/transactions']) {
    await onPaper(page, path);
    await expect(page.locator('main .ledger thead').first()).toHaveCSS('display', 'table-header-group');
    await expect(page.locator('main .ledger tbody tr').first()).toBeVisible();
  }
});

test('a time is the instant itself', async ({ visitor }) => {
  const page = await visitor('seller');
  await onPaper(page, '/seller/orders');
  const when = page.locator('main .when').first();
  await expect(when.locator('[aria-hidden]')).toBeHidden();
  const box = await when.locator('.sr-only').boundingBox();
  expect(box?.width).toBeGreaterThan(40);
});

test('an order and a discount are their facts and their history', async ({ visitor }) => {
  const page = await visitor('seller');
  for (const list of ['/seller/orders', '/seller/offers']) {
    await onPaper(page, await firstOf(page, list));
    await expect(page.locator('main .kv').first()).toBeVisible();
  }
});

test('a bill is its statement and its lines', async ({ visitor }) => {
  const page = await visitor('seller');
  await onPaper(page, await firstOf(page, '/seller/bills'));
  await expect(page.locator('main .statement')).toBeVisible();
  await expect(page.locator('main .ledger tbody tr').first()).toBeVisible();
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test('the operator prints the same way', async ({ visitor }) => {
  const page = await visitor('finance');
  await onPaper(page, '/ops/bills');
  await onPaper(page, await firstOf(page, '/ops/bills'));
});
