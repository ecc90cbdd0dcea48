// The operator's settings with JavaScript off: saved as versions, refused at their fields, rules with their day, the
// calendar, the logo, templates that a reviewer can choose, kept mails, and one's own notice settings.

import type { Page } from '@playwright/test';
import { Api, aSubmission } from '../support/api';
import { expect, LANGS, preferLang, test } from '../support/test';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const form = (page: Page, name: string) => page.locator(`form[action="/form/${name}"]`);
const save = (page: Page) => page.locator('.save-bar button').click();

for (const lang of LANGS) {
  test(`a setting is refused at its field, saved, and kept in the history, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    allowErrors(/status of 422/);
    const admin = await visitor('admin');
    await preferLang(admin, portal, lang);
    await admin.goto('/ops/settings');
    await field(admin, 'review_days').fill('61');
    await field(admin, 'sub_users').fill('many');
    await save(admin);
    await expect(admin.locator('#f-sub_users-errors')).not.toBeEmpty();
    await expect(field(admin, 'review_days')).toHaveValue('61');
    await field(admin, 'sub_users').fill('50');
    await save(admin);
    await expect(admin.locator('#f-review_days-errors')).toContainText('60');
    await field(admin, 'review_days').fill('3');
    const note = `browser ${lang}`;
    await field(admin, 'note').fill(note);
    await save(admin);
    await admin.waitForURL('**/ops/settings?done=saved');
    await admin.goto('/ops/settings/history');
    const first = admin.locator('.timeline-item').first();
    await expect(first).toContainText(note);
    await expect(first).toContainText('admin@demo.test');
  });
}

test('a rule begins on a later day, and can be withdrawn until then', async ({ visitor, allowErrors }) => {
  allowErrors(/status of 422/);
  const admin = await visitor('admin');
  await admin.goto('/ops/settings/rules?kind=fee');
  await field(admin, 'rate').fill('60');
  await field(admin, 'from').fill('2020-01-01');
  await form(admin, 'settings/rule').locator('button').click();
  await expect(admin.locator('#f-rate-errors')).toContainText('50');
  await field(admin, 'rate').fill('6.5');
  await form(admin, 'settings/rule').locator('button').click();
  await expect(admin.locator('#f-from-errors')).not.toBeEmpty();
  await field(admin, 'from').fill('2099-01-01');
  await field(admin, 'seller').fill('nobody-at-all@demo.test');
  await form(admin, 'settings/rule').locator('button').click();
  await expect(admin.locator('#f-seller-errors')).not.toBeEmpty();
  await field(admin, 'seller').fill('seller@demo.test');
  await form(admin, 'settings/rule').locator('button').click();
  await admin.waitForURL('**/ops/settings/rules?kind=fee&done=added');
  const row = admin.locator('table.ledger tbody tr', { hasText: '2099-01-01' }).first();
  await expect(row).toContainText('6.5');
  await row.locator('form[action="/form/settings/rule-withdraw"] button').click();
  await admin.waitForURL('**/ops/settings/rules?kind=fee&done=withdrawn');
  await expect(admin.locator('table.ledger tbody tr', { hasText: '2099-01-01' }).first().locator('form')).toHaveCount(0);
});

test('the days of a year are edited row by row', async ({ visitor, allowErrors }) => {
  allowErrors(/status of 422/);
  const admin = await visitor('admin');
  await admin.goto('/ops/settings/calendar?year=2031');
  await field(admin, 'day:0').fill('2031-10-01');
  await field(admin, 'name:0').fill('国庆节');
  await field(admin, 'day:3').fill('2030-10-11');
  await save(admin);
  await expect(admin.getByText('2031').first()).toBeVisible();
  await expect(field(admin, 'day:3')).toHaveValue('2030-10-11');
  await field(admin, 'day:3').fill('2031-10-11');
  await field(admin, 'works:3').selectOption('1');
  await save(admin);
  await admin.waitForURL('**/ops/settings/calendar?year=2031&done=saved');
  await expect(field(admin, 'day:1')).toHaveValue('2031-10-11');
  await expect(field(admin, 'works:1')).toHaveValue('1');
});

test('a template is written once and chosen when rejecting', async ({ portal, visitor }) => {
  const admin = await visitor('admin');
  await admin.goto('/ops/settings/templates');
  const texts: [string, string][] = [
    ['title_zh', '缺少说明'],
    ['title_en', 'No explanation'],
    ['text_zh', '请补充商品说明。'],
    ['text_en', 'Explain what the product does.'],
  ];
  const n = await admin.locator('[name^="title_zh:"]').count();
  for (const [name, text] of texts) await field(admin, `${name}:${n - 1}`).fill(text);
  await save(admin);
  await admin.waitForURL('**/ops/settings/templates?done=saved');

  const { review } = await aSubmission(portal, { zh: '模板演示商品', en: 'Template Demo' });
  const reviewer = await visitor('reviewer');
  await preferLang(reviewer, portal, 'zh');
  await reviewer.goto(`/ops/reviews/${review}`);
  await field(reviewer, 'template').selectOption('缺少说明');
  await field(reviewer, 'comment:').fill('尤其是第二段。');
  await reviewer.locator('button[name="decision"][value="reject"]').click();
  await reviewer.waitForURL('**done=rejected');
  const { comments } = await Api.as(portal, 'reviewer').op<{ comments: { path: string; text: string }[] }>('GetReview', { review });
  expect(comments).toEqual([{ path: '', text: '请补充商品说明。\n尤其是第二段。' }]);
});

test('a kept mail shows its links after saying so, and the log knows', async ({ visitor }) => {
  const admin = await visitor('admin');
  await admin.goto('/ops/mails?to=customer@demo.test');
  await admin.locator('table.ledger tbody a.row-name').first().click();
  await admin.waitForURL(/\/ops\/mails\/[0-9a-f-]{36}$/);
  await expect(admin.locator('.well')).toContainText('/o/…');
  await form(admin, 'notices/open-mail').locator('button').click();
  await admin.waitForURL(/\/ops\/mails\/[0-9a-f-]{36}$/);
  await expect(admin.locator('.well')).toContainText(/\/o\/[\w-]{20,}/);
  await admin.goto('/ops/audit?operation=OpenMail');
  await expect(admin.getByRole('main')).toContainText('admin@demo.test');
});

for (const lang of LANGS) {
  test(`notices are chosen kind by kind; money stays, ${lang}`, async ({ portal, visitor }) => {
    const customer = await visitor('other-customer');
    await preferLang(customer, portal, lang);
    await customer.goto('/account/notices');
    await expect(field(customer, 'mail:order_paid')).toHaveCount(0);
    await field(customer, 'mail:offer_sent').uncheck();
    await form(customer, 'notices/preferences').locator('button').click();
    await customer.waitForURL('**/account/notices?done=saved');
    await expect(field(customer, 'mail:offer_sent')).not.toBeChecked();
    await field(customer, 'mail:offer_sent').check();
    await form(customer, 'notices/preferences').locator('button').click();
    await customer.waitForURL('**/account/notices?done=saved');
    await expect(field(customer, 'mail:offer_sent')).toBeChecked();
  });
}
