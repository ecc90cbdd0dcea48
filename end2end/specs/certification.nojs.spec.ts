// A seller proves its account: three groups, the small transfer, wrong amounts, the desk. Without JavaScript.

import type { Page } from '@playwright/test';
import { expect, LANGS, preferLang, test } from '../support/test';

const form = (page: Page, what: string) => page.locator(`form[action="/form/sellers/${what}"]`);
const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`);
const save = (page: Page) => form(page, 'certification').locator('button').last().click();

// A portal of its own: whether this seller can be settled with is other tests' business.
test.use({ now: '2026-11-18T02:00:03Z' });
test.describe.configure({ mode: 'serial' });

// In the second language it is a change of what the first one proved.
const ACCOUNTS = { zh: '755912345678901', en: '755912345679902' };

for (const lang of LANGS) {
  const account = ACCOUNTS[lang];
  test(`an account is proved by what arrived on it, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    test.setTimeout(90_000);
    allowErrors(/status of 422/);
    const seller = await visitor('other-seller');
    const finance = await visitor('finance');
    for (const page of [seller, finance]) await preferLang(page, portal, lang);

    await seller.goto('/seller/certification?step=company');
    await field(seller, 'company').fill('远山数据有限公司');
    await field(seller, 'tax_number').fill('123');
    await save(seller);
    await expect(seller.locator('.error-summary a')).toHaveCount(lang === 'zh' ? 3 : 1);
    await expect(field(seller, 'tax_number')).toHaveValue('123');
    await field(seller, 'tax_number').fill('91440300MA5EXAMPL2');
    await seller.locator('[name="taxpayer"][value="general"]').check();
    await field(seller, 'tax_rate').selectOption('6');
    await save(seller);
    await seller.waitForURL(/step=bank/);

    await field(seller, 'bank').fill('招商银行深圳分行');
    await field(seller, 'account_name').fill('别人的公司');
    await field(seller, 'account_number').fill(account);
    await save(seller);
    await expect(seller.locator('.error-summary')).toContainText('远山数据有限公司');
    await expect(field(seller, 'account_number')).toHaveValue(account);
    await field(seller, 'account_name').fill('远山数据有限公司');
    await save(seller);
    await seller.waitForURL(/step=contact/);

    await field(seller, 'contact_name').fill('李会计');
    await field(seller, 'contact_phone').fill('0755-7654321');
    await field(seller, 'contact_mail').fill('finance@far.example.com');
    await save(seller);
    await seller.waitForURL(/step=check/);
    await form(seller, 'certification-start').locator('button').click();
    await seller.waitForURL(/done=started/);

    await finance.goto('/ops/transfers');
    const row = finance.locator('main tbody tr').filter({ hasText: account });
    const amount = /0\.\d\d/.exec(await row.innerText())?.[0] ?? '';
    expect(amount).toMatch(/^0\.\d\d$/);
    await row.locator('button[name="act"][value="sent"]').click();
    await finance.waitForURL(/done=recorded/);
    await expect(finance.locator('main tbody tr').filter({ hasText: account })).not.toContainText(amount);

    await seller.goto('/seller/certification');
    const tries = form(seller, 'certification-amount').locator('p.hint').last();
    const enter = async (text: string) => {
      await field(seller, 'amount').fill(text);
      await form(seller, 'certification-amount').locator('button').click();
    };
    // What is no such amount is said, and does not count.
    for (const text of ['', 'abc', '1.00']) {
      await enter(text);
      await expect(seller.locator('.error-summary')).toBeVisible();
      await expect(tries).toContainText('3');
    }
    await enter(amount === '0.01' ? '0.02' : '0.01');
    await expect(seller.locator('.error-summary')).toContainText('2');
    await expect(tries).toContainText('2');
    await enter(amount);
    await seller.waitForURL(/done=confirmed/);

    await finance.goto('/ops/reviews?kind=certification');
    await finance.locator('main tbody a.row-name').first().click();
    await finance.locator('button[name="decision"][value="approve"]').click();
    await finance.waitForURL(/done=approved/);
    await seller.goto('/seller/certification');
    await expect(form(seller, 'certification-contact')).toHaveCount(1);
    await expect(seller.locator('main')).toContainText(account.slice(-4));
    expect(await seller.content()).not.toContain(account);
  });
}
