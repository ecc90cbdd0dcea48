// Tier and points with JavaScript off: recording and its refusals, the appeal, the decision by somebody else.

import type { Page } from '@playwright/test';
import { expect, LANGS, preferLang, test } from '../support/test';

const form = (page: Page, name: string) => page.locator(`form[action="/form/sellers/${name}"]`);
const field = (page: Page, name: string, input: string) => form(page, name).locator(`[name="${input}"]`);
const send = (page: Page, name: string) => form(page, name).locator('button').first().click();
const errors = (page: Page, input: string) => page.locator(`#f-${input}-errors`);

for (const lang of LANGS) {
  test(`points are recorded, appealed against and decided by somebody else, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    allowErrors(/status of 422/);
    const reviewer = await visitor('reviewer');
    await preferLang(reviewer, portal, lang);
    await reviewer.goto('/ops/conduct');
    await reviewer.getByRole('main').getByRole('link', { name: lang === 'zh' ? /远山数据/ : /Far Hills/ }).click();
    await send(reviewer, 'record-deduction');
    await expect(errors(reviewer, 'violation')).not.toBeEmpty();
    await expect(errors(reviewer, 'evidence')).not.toBeEmpty();
    await field(reviewer, 'record-deduction', 'violation').selectOption('fake_sales');
    await field(reviewer, 'record-deduction', 'points').fill('11');
    await field(reviewer, 'record-deduction', 'evidence').fill(`同一买家连续下单 20 次 (${lang})`);
    await send(reviewer, 'record-deduction');
    await expect(errors(reviewer, 'points')).toContainText('10');
    await field(reviewer, 'record-deduction', 'points').fill('');
    await send(reviewer, 'record-deduction');
    await reviewer.waitForURL('**?done=recorded');

    const seller = await visitor('other-seller');
    await preferLang(seller, portal, lang);
    await seller.goto('/seller/company');
    await expect(seller.getByRole('main')).toContainText(`同一买家连续下单 20 次 (${lang})`);
    await form(seller, 'appeal').locator('xpath=..').locator('summary').first().click();
    await send(seller, 'appeal');
    await expect(errors(seller, 'text')).not.toBeEmpty();
    await field(seller, 'appeal', 'text').fill('买家为集团各子公司分别采购。');
    await send(seller, 'appeal');
    await seller.waitForURL('**/seller/company?done=appealed');

    await reviewer.reload();
    await expect(form(reviewer, 'decide-appeal')).toHaveCount(0);
    const admin = await visitor('admin');
    await preferLang(admin, portal, lang);
    await admin.goto('/ops/conduct?appeals=1');
    await admin.getByRole('main').getByRole('link', { name: lang === 'zh' ? /远山数据/ : /Far Hills/ }).click();
    await send(admin, 'decide-appeal');
    await expect(errors(admin, 'decision')).not.toBeEmpty();
    await field(admin, 'decide-appeal', 'decision').fill('已核实。');
    await send(admin, 'decide-appeal');
    await admin.waitForURL('**?done=decided');
    await field(admin, 'set-tier', 'tier').selectOption('leading');
    await field(admin, 'set-tier', 'reason').fill('年度评定。');
    await send(admin, 'set-tier');
    await expect(errors(admin, 'tier')).not.toBeEmpty();
  });
}
