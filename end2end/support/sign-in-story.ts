// Signing in, told once for browsers with and without JavaScript: the page is the same plain HTML.

import type { Page, Response } from '@playwright/test';
import { expect, preferLang, test, type Who } from './test';

const WRONG = { zh: '邮箱或密码不正确。', en: 'The e-mail address or the password is wrong.' };

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);

async function send(page: Page, email: string, password: string): Promise<Response> {
  await field(page, 'email').fill(email);
  await field(page, 'password').fill(password);
  const [answer] = await Promise.all([
    page.waitForResponse((r) => r.url().endsWith('/form/sign-in')),
    page.locator('form[action="/form/sign-in"] button').click(),
  ]);
  return answer;
}

/** Declares the tests. */
export function tellSignIn(): void {
  for (const lang of ['zh', 'en'] as const) {
    test(`a wrong password is said at its field, keeps the address, and reads as for an unknown account, ${lang}`, async ({
      page,
      portal,
      allowErrors,
    }) => {
      allowErrors(/status of 422/);
      await preferLang(page, portal, lang);
      const said: string[] = [];
      for (const email of [portal.account('other-customer').email, 'nobody@demo.test']) {
        await page.goto('/sign-in?next=/my/orders');
        const answer = await send(page, email, 'not the password');
        expect(answer.status()).toBe(422);
        await expect(field(page, 'email')).toHaveValue(email);
        await expect(field(page, 'password')).toHaveValue('');
        await expect(field(page, 'next')).toHaveValue('/my/orders');
        await expect(field(page, 'password')).toHaveAttribute('aria-invalid', 'true');
        await expect(page.locator('#f-password-errors')).toHaveText(WRONG[lang]);
        await expect(page.getByRole('alert').getByRole('link', { name: WRONG[lang] })).toHaveAttribute('href', '#f-password');
        said.push((await page.getByRole('main').innerHTML()).replaceAll(email, 'EMAIL'));
      }
      expect(said[1], 'the two refusals differ in nothing').toBe(said[0]);
    });
  }

  test('who is not signed in comes back to the page that was wanted', async ({ page, portal }) => {
    await page.goto('/seller/bills?state=paid');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    const { email, password } = portal.account('seller');
    const answer = await send(page, email, password);
    expect(answer.status()).toBe(303);
    await page.waitForURL('**/seller/bills?state=paid');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });

  test('nobody is led to another host', async ({ page, portal }) => {
    const { email, password } = portal.account('customer');
    for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)']) {
      await page.context().clearCookies();
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await expect(field(page, 'next'), next).toHaveValue('');
      // also when the form itself is tampered with
      const answer = await page.request.post('/form/sign-in', {
        form: { email, password, next },
        headers: { origin: portal.url },
        maxRedirects: 0,
      });
      expect([answer.status(), answer.headers().location], next).toEqual([303, '/my/orders']);
    }
  });

  test('signing out ends the session', async ({ page, portal }) => {
    const { email, password } = portal.account('reviewer');
    await page.goto('/sign-in');
    await send(page, email, password);
    await page.waitForURL('**/ops');
    const session = await page.context().cookies();
    await page.locator('.menu-box summary').click();
    await page.locator('form[action="/form/sign-out"] button').click();
    await page.waitForURL('**/sign-in');
    await page.goto('/ops/reviews');
    await page.waitForURL('**/sign-in?next=/ops/reviews');
    // Not only the browser forgot it.
    await page.context().addCookies(session);
    await page.goto('/ops/reviews');
    await page.waitForURL('**/sign-in?next=/ops/reviews');
  });

  test('pages of other roles answer 403 and say so', async ({ visitor, allowErrors }) => {
    allowErrors(/status of 403/);
    const cases: [Who, string][] = [
      ['customer', '/seller/listings'],
      ['customer', '/seller/bills'],
      ['customer', '/ops/reviews'],
      ['seller', '/ops/reviews'],
      ['seller', '/ops/bills'],
      ['seller', '/my/orders'],
      ['reviewer', '/seller/offers'],
      ['reviewer', '/ops/organisations'],
      ['finance', '/my/orders'],
    ];
    for (const [who, path] of cases) {
      const page = await visitor(who);
      const answer = await page.goto(path);
      expect(answer?.status(), `${who} at ${path}`).toBe(403);
      await expect(page.getByRole('main')).toContainText('无权访问');
    }
  });

  test('an address of nothing answers 404 inside the frame', async ({ visitor, allowErrors }) => {
    allowErrors(/status of 404/);
    const page = await visitor('seller');
    const answer = await page.goto('/seller/listings/00000000-0000-7000-8000-000000000000');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('main')).toContainText('没有找到');
    await expect(page.locator('#side a').first()).toBeAttached();
  });

  test('guessing is stopped for a while', async ({ page, allowErrors }) => {
    allowErrors(/status of 422/);
    await page.goto('/sign-in');
    for (let attempt = 0; attempt < 12; attempt++) {
      const answer = await send(page, 'guessed@demo.test', `guess number ${attempt}`);
      expect(answer.status()).toBe(422);
      await expect(page.locator('#f-password-errors')).not.toBeEmpty();
      if ((await page.locator('#f-password-errors').innerText()).includes('连续失败次数过多')) return;
    }
    throw new Error('twelve guesses were answered');
  });
}
