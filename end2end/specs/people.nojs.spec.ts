// People with JavaScript off: a forgotten password, an invitation, devices, two-step sign-in, proving who one is.

import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { Portal } from '../support/portal';
import { expect, LANGS, preferLang, test } from '../support/test';

const NEW = 'a-brand-new-password';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const form = (page: Page, name: string) => page.locator(`form[action="/form/${name}"]`);
const send = (page: Page, name: string) => form(page, name).locator('button').first().click();

interface Mail {
  subject: string;
  text: string;
}

/** The path of the newest link of that kind in the mails to an address; waits for the job that writes it. */
async function mailed(portal: Portal, to: string, path: string): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(async () => {
      const { mails } = await portal.json<{ mails: Mail[] }>(['mail', 'list', '--to', to]);
      found = mails.map((m) => new RegExp(`${path}[\\w-]+`).exec(m.text)?.[0]).find(Boolean);
      return found;
    })
    .toBeTruthy();
  return found as string;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await field(page, 'email').fill(email);
  await field(page, 'password').fill(password);
  await send(page, 'sign-in');
}

/** Somebody of their own, so that no other test's session ends: invited by the other seller, accepted in the browser. */
async function newcomer(portal: Portal, visitor: (who?: 'other-seller') => Promise<Page>, email: string, role: string): Promise<Page> {
  const owner = await visitor('other-seller');
  await owner.goto('/team');
  await field(owner, 'email').fill(email);
  await field(owner, `role:${role}`).check();
  await send(owner, 'accounts/invite');
  await owner.waitForURL('**/team?done=invited');
  await expect(owner.getByRole('cell', { name: email, exact: true })).toBeVisible();
  const page = await visitor();
  await page.goto(await mailed(portal, email, '/invitation/'));
  await field(page, 'name').fill('新来的人');
  await field(page, 'password').fill(NEW);
  await field(page, 'repeat_password').fill(NEW);
  await send(page, 'accounts/accept');
  await page.waitForURL('**/seller');
  return page;
}

/** The six digits of a base32 secret (RFC 6238). */
function totp(secret: string, at: string): string {
  const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.parse(at) / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

for (const lang of LANGS) {
  test(`a forgotten password is replaced by mail, once, ${lang}`, async ({ page, portal, visitor, allowErrors }) => {
    allowErrors(/status of 410/);
    const email = `forgetful-${lang}@demo.test`;
    const open = await newcomer(portal, visitor, email, 'seller.developer');
    await preferLang(page, portal, lang);
    await page.goto('/sign-in');
    await page.getByRole('link', { name: lang === 'zh' ? '忘记密码？' : 'Forgot the password?' }).click();
    // An unknown address reads the same.
    const said: string[] = [];
    for (const typed of ['nobody-at-all@demo.test', email]) {
      await page.goto('/reset-password');
      await field(page, 'email').fill(typed);
      await send(page, 'accounts/reset-request');
      await page.waitForURL('**/reset-password?done=sent');
      said.push(await page.getByRole('main').innerHTML());
    }
    expect(said[1]).toBe(said[0]);

    const link = await mailed(portal, email, '/reset-password/');
    await page.goto(link);
    await field(page, 'password').fill('another-password-1');
    await field(page, 'repeat_password').fill('another-password-1');
    await send(page, 'accounts/reset');
    await page.waitForURL('**/sign-in?done=reset');
    await open.goto('/seller');
    expect(new URL(open.url()).pathname, 'every device was signed out').toBe('/sign-in');
    await signIn(page, email, 'another-password-1');
    await page.waitForURL('**/seller');
    const again = await page.goto(link);
    expect(again?.status()).toBe(410);
  });
}

test('an invitation lets a new person in with the roles, and only once', async ({ portal, visitor, page, allowErrors }) => {
  allowErrors(/status of 410/, /status of 403/);
  const email = 'invited@demo.test';
  const me = await newcomer(portal, visitor, email, 'seller.product');
  await expect(me.locator('#side a[href="/seller/offers"]')).toBeAttached();
  expect((await me.goto('/seller/bills'))?.status(), 'bills are not for a product manager').toBe(403);
  const used = await page.goto(await mailed(portal, email, '/invitation/'));
  expect(used?.status()).toBe(410);
});

test('a device is signed out from the list', async ({ portal, visitor, page }) => {
  const email = 'two-devices@demo.test';
  const first = await newcomer(portal, visitor, email, 'seller.developer');
  await signIn(page, email, NEW);
  await page.goto('/account');
  await expect(page.locator('#devices tbody tr')).toHaveCount(2);
  await page.locator('#devices form[action="/form/accounts/session-end"] button').click();
  await page.waitForURL('**/account?done=session*');
  await expect(page.locator('#devices tbody tr')).toHaveCount(1);
  await first.goto('/seller');
  expect(new URL(first.url()).pathname).toBe('/sign-in');
});

test('two-step sign-in: set up, asked for, and a recovery code in its place', async ({ portal, visitor, page, now, allowErrors }) => {
  allowErrors(/status of 422/);
  const email = 'careful@demo.test';
  const me = await newcomer(portal, visitor, email, 'seller.developer');
  await me.goto('/account/two-step');
  await send(me, 'accounts/two-step-begin');
  const secret = await me.locator('#secret').innerText();
  const codes = await me.locator('.well li').allInnerTexts();
  expect(codes).toHaveLength(10);
  await field(me, 'code').fill(totp(secret, now));
  await send(me, 'accounts/two-step-confirm');
  await me.waitForURL('**/account?done=two-step');

  await signIn(page, email, NEW);
  await field(page, 'code').fill('000001');
  await send(page, 'sign-in/code');
  await expect(page.locator('#f-code-errors')).not.toBeEmpty();
  // The clock stands, so the code that confirmed is the one of now: a recovery code takes its place.
  await field(page, 'code').fill(codes[0].toLowerCase());
  await send(page, 'sign-in/code');
  await page.waitForURL('**/seller');
});
