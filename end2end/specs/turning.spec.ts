// A click in the side bar turns the page in place; whatever is not ordinary is an ordinary click.

import type { Page } from '@playwright/test';
import { aDraft } from '../support/api';
import { awake, expect, test } from '../support/test';

const entry = (page: Page, href: string) => page.locator(`#side a[href="${href}"]:not(.brand)`);
/** A note that only this document has. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { sameDocument: true }));
const sameDocument = (page: Page) => page.evaluate(() => 'sameDocument' in window);

test('a page is turned in place, with its title, its entry and its heading', async ({ visitor }) => {
  const page = await visitor('seller');
  await page.goto('/seller/orders');
  await awake(page.locator('.find-open'));
  const title = await page.title();
  await mark(page);
  await entry(page, '/seller/bills').click();
  await page.waitForURL('**/seller/bills');
  await expect(entry(page, '/seller/bills')).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('#side [aria-current]')).toHaveCount(1);
  await expect(page.locator('h1')).toBeFocused();
  expect(await page.title()).not.toBe(title);
  expect(await sameDocument(page)).toBe(true);
  // The frame stayed awake: its search still opens.
  await page.keyboard.press('Control+k');
  await expect(page.locator('dialog[open]')).toBeVisible();
});

test('back and forward show what was there', async ({ visitor }) => {
  const page = await visitor('seller');
  await page.goto('/seller/orders');
  const heading = await page.locator('h1').innerText();
  await mark(page);
  await entry(page, '/seller/bills').click();
  await expect(page.locator('h1')).not.toHaveText(heading);
  await page.goBack();
  await expect(page.locator('h1')).toHaveText(heading);
  await expect(page).toHaveURL(/\/seller\/orders$/);
  await page.goForward();
  await expect(page.locator('h1')).not.toHaveText(heading);
  expect(await sameDocument(page)).toBe(true);
});

test('the last of several clicks counts', async ({ visitor }) => {
  const page = await visitor('seller');
  await page.goto('/seller/orders');
  await page.route('**/seller/bills', async (route) => {
    await new Promise((done) => setTimeout(done, 600));
    await route.continue().catch(() => undefined);
  });
  await entry(page, '/seller/bills').click();
  await entry(page, '/seller/offers').click();
  await page.waitForURL('**/seller/offers');
  await page.waitForTimeout(900);
  await expect(page).toHaveURL(/\/seller\/offers$/);
  await expect(entry(page, '/seller/offers')).toHaveAttribute('aria-current', 'page');
});

test('the language is switched at the page that is shown', async ({ visitor }) => {
  const page = await visitor('seller');
  await page.goto('/seller/orders');
  await entry(page, '/seller/bills').click();
  await expect(page.locator('h1')).toBeFocused();
  await page.locator('.top form[action="/form/language"] button').last().click();
  await expect(page).toHaveURL(/\/seller\/bills$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a phone closes its menu over the page that it led to', async ({ visitor }) => {
  const page = await visitor('seller', { viewport: { width: 390, height: 844 } });
  await page.goto('/seller/orders');
  await mark(page);
  await page.locator('.side-open').click();
  await entry(page, '/seller/bills').click();
  await page.waitForURL('**/seller/bills');
  await expect(page.locator('#side')).toBeHidden();
  expect(await sameDocument(page)).toBe(true);
  await page.locator('.side-open').click();
  await expect(entry(page, '/seller/bills')).toHaveAttribute('aria-current', 'page');
});

test('a page somebody works in is left as a document, and what was typed is kept', async ({ portal, visitor }) => {
  const draft = await aDraft(portal, { zh: '离开的草稿', en: 'A Draft Left' });
  const page = await visitor('seller');
  await page.goto(`/seller/listings/${draft.id}/edit`);
  await awake(page.locator('[name="name.en"]'), 'input');
  await page.locator('[name="name.en"]').fill('A Draft Left and Kept');
  await mark(page);
  page.once('dialog', (dialog) => dialog.accept());
  await entry(page, '/seller/orders').click();
  await page.waitForURL('**/seller/orders');
  expect(await sameDocument(page)).toBe(false);
  await page.goto(`/seller/listings/${draft.id}/edit`);
  await expect(page.locator('[name="name.en"]')).toHaveValue('A Draft Left and Kept');
});

test('who is signed out meanwhile is asked to sign in', async ({ portal, visitor }) => {
  const page = await visitor();
  const account = portal.account('other-seller');
  await page.goto('/sign-in');
  await page.locator('[name="email"]').fill(account.email);
  await page.locator('[name="password"]').fill(account.password);
  await page.locator('form[action="/form/sign-in"] button').click();
  await page.waitForURL('**/seller');
  await page.context().clearCookies();
  await entry(page, '/seller/orders').click();
  await expect(page).toHaveURL(/\/sign-in\?/);
});

test('a click with a key held down is the browser\'s', async ({ visitor }) => {
  const page = await visitor('seller');
  await page.goto('/seller/orders');
  const [other] = await Promise.all([page.context().waitForEvent('page'), entry(page, '/seller/bills').click({ modifiers: ['Control'] })]);
  await other.waitForURL('**/seller/bills');
  await expect(page).toHaveURL(/\/seller\/orders$/);
});
