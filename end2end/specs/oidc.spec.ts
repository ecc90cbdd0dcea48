// Sign-in at a provider: a real one, in a real browser.

import type { Page } from '@playwright/test';
import { NOW, Portal } from '../support/portal';
import { Provider } from '../support/provider';
import { axe, expect, LANGS, preferLang, signIn, test } from '../support/test';

let provider: Provider;
let corporate: Portal;

test.beforeAll(async () => {
  provider = await Provider.listen();
  corporate = await Portal.start({ database: 'sqlite', now: NOW, configuration: provider.configuration });
  await provider.serve(corporate.url);
});

test.afterAll(async () => {
  await corporate?.stop();
  await provider?.stop();
});

/** A visitor of the portal that knows the provider. The provider's pages ask the network for a font: they get none. */
async function visit(visitor: (who?: undefined, options?: { baseURL: string }) => Promise<Page>): Promise<Page> {
  const page = await visitor(undefined, { baseURL: corporate.url });
  await page.route('https://fonts.googleapis.com/**', (route) => route.fulfill({ contentType: 'text/css', body: '' }));
  return page;
}

/** At the provider: who it is, and that the portal may know. */
async function beAtProvider(page: Page, email: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/interaction/**`);
  await page.locator('[name="login"]').fill(email);
  await page.locator('[name="password"]').fill('whatever');
  await page.locator('button[type="submit"]').click();
  // The second page asks for consent.
  await expect(page.locator('[name="prompt"][value="consent"]')).toBeAttached();
  await page.locator('button[type="submit"]').click();
}

const byProvider = (page: Page) => page.locator('form[action="/form/sign-in/oidc"] button');

for (const lang of LANGS) {
  const email = { zh: 'seller@demo.test', en: 'customer@demo.test' }[lang];
  const next = { zh: '/seller/bills', en: '/my/orders' }[lang];

  test(`whose address the provider verified comes in, and lands where they wanted to go, ${lang}`, async ({ visitor }) => {
    const page = await visit(visitor);
    await preferLang(page, corporate, lang);
    await page.goto(next);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await axe(page);
    await expect(byProvider(page)).toHaveText(lang === 'zh' ? '通过“企业账号”登录' : 'Sign in with “Company account”');
    await byProvider(page).click();
    await beAtProvider(page, email);
    await page.waitForURL(`${corporate.url}${next}`);
    // The account knows of it, and tells of it.
    await page.goto('/account/sign-ins');
    await expect(page.getByRole('cell', { name: email, exact: true })).toBeVisible();
    await axe(page);
    await page.locator('form[action="/form/accounts/sign-in-unlink"] button').click();
    await page.waitForURL('**/account/sign-ins?done=unlinked');
    await expect(page.getByRole('cell', { name: email, exact: true })).toHaveCount(0);
  });
}

test('somebody without an account is told whom to ask, and none is made', async ({ visitor, allowErrors }) => {
  allowErrors(/status of 422/);
  const page = await visit(visitor);
  await page.goto('/sign-in?next=/seller/listings');
  await byProvider(page).click();
  await beAtProvider(page, 'nobody@demo.test');
  await expect(page.getByRole('alert')).toContainText('此登录没有关联的账号');
  await axe(page);
  // Everything is still there: the password, and where they wanted to go.
  await expect(page.locator('form[action="/form/sign-in"] [name="next"]')).toHaveValue('/seller/listings');
});

test('a sign-in at a provider is linked by who is signed in, and opens the account from then on', async ({ visitor }) => {
  const page = await visit(visitor);
  await signIn(page, corporate.account('other-seller'), corporate);
  await page.goto('/account');
  await page.locator('a[href="/account/sign-ins"]').click();
  await page.locator('form[action="/form/accounts/sign-in-link"] button').click();
  // Known there by quite another address.
  await beAtProvider(page, 'someone@elsewhere.test');
  await page.waitForURL('**/account/sign-ins?done=linked');
  await expect(page.getByRole('cell', { name: 'someone@elsewhere.test', exact: true })).toBeVisible();
  const fresh = await visit(visitor);
  await fresh.goto('/sign-in');
  await byProvider(fresh).click();
  await beAtProvider(fresh, 'someone@elsewhere.test');
  await fresh.waitForURL(`${corporate.url}/seller`);
});

test('who turns back at the provider finds every way in still there', async ({ visitor, allowErrors }) => {
  allowErrors(/status of 422/);
  const page = await visit(visitor);
  await page.goto('/sign-in');
  await byProvider(page).click();
  await page.waitForURL(`${provider.issuer}/interaction/**`);
  await page.getByRole('link', { name: /cancel/i }).click();
  await expect(page.getByRole('alert')).toContainText('登录服务没有完成登录');
  await expect(byProvider(page)).toBeVisible();
});
