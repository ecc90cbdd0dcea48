// The review desk with JavaScript off: claim, reject with reasons at fields, approve; a colleague sees the claim.

import type { Page } from '@playwright/test';
import { Api, aSubmission } from '../support/api';
import type { Account, Portal } from '../support/portal';
import { expect, LANGS, preferLang, test } from '../support/test';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const decision = (page: Page, value: 'approve' | 'reject') => page.locator(`button[name="decision"][value="${value}"]`);

/** Opens the box for a reason at a field; a `<details>` needs no script. */
async function write(page: Page, path: string, text: string): Promise<void> {
  const box = field(page, `comment:${path}`);
  const fold = page.locator('details', { has: box }).last();
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
  await box.fill(text);
}

/** A second reviewer. */
async function colleague(portal: Portal): Promise<Account> {
  const admin = Api.as(portal, 'admin');
  const viewer = await Api.as(portal, 'reviewer').op<{ acting: { organisation: string; name: { zh: string } } }>('GetViewer');
  const account = {
    email: 'second-reviewer@demo.test',
    password: 'second-reviewer-2026',
    role: 'operator.reviewer',
    organisation: viewer.acting.name.zh,
  };
  await admin.op('AddMember', {
    organisation: viewer.acting.organisation,
    email: account.email,
    name: '第二位审核员',
    roles: [account.role],
    password: account.password,
  });
  return account;
}

for (const lang of LANGS) {
  test(`a rejection needs a reason, keeps what was written, and brings it to the seller's field, ${lang}`, async ({
    portal,
    visitor,
    allowErrors,
  }) => {
    allowErrors(/status of 422/);
    const { id, review } = await aSubmission(portal, { zh: '驳回演示商品', en: 'Rejection Demo' });
    const page = await visitor('reviewer');
    await preferLang(page, portal, lang);
    await page.goto(`/ops/reviews/${review}`);
    const [empty] = await Promise.all([page.waitForResponse(/\/form\/reviews\/decide/), decision(page, 'reject').click()]);
    expect(empty.status()).toBe(422);
    await expect(page.locator('.error-summary')).toContainText(lang === 'zh' ? '驳回时请至少在一个字段上写明原因' : 'A rejection needs a reason');

    await write(page, 'overview.zh', '简介过于笼统。');
    await write(page, 'specs.0.name.en', 'Too generic.');
    await field(page, 'comment:').fill('长'.repeat(1001));
    const [tooLong] = await Promise.all([page.waitForResponse(/\/form\/reviews\/decide/), decision(page, 'reject').click()]);
    // maxlength stops typing, not filling; what was typed is all there again
    if (tooLong.status() === 422) {
      await expect(field(page, 'comment:overview.zh')).toHaveValue('简介过于笼统。');
      await expect(field(page, 'comment:overview.zh')).toBeVisible();
      await field(page, 'comment:').fill('请补充。');
      await decision(page, 'reject').click();
    }
    await page.waitForURL(/done=rejected/);

    const seller = await visitor('seller');
    await seller.goto(`/seller/listings/${id}`);
    await expect(seller.getByText('简介过于笼统。')).toBeVisible();
    await expect(seller.getByText('Too generic.')).toBeVisible();
    // decided: everybody can read how, nobody can decide again
    await page.goto(`/ops/reviews/${review}`);
    await expect(decision(page, 'approve')).toHaveCount(0);
    await expect(page.getByText('简介过于笼统。')).toBeVisible();
  });
}

test('approving puts it on sale', async ({ portal, visitor }) => {
  const { id, review } = await aSubmission(portal, { zh: '通过演示商品', en: 'Approval Demo' });
  const anyone = await visitor();
  const page = await visitor('reviewer');
  await page.goto('/ops/reviews');
  await page.getByRole('link', { name: '通过演示商品' }).click();
  await page.waitForURL(`**/ops/reviews/${review}*`);
  await decision(page, 'approve').click();
  await page.waitForURL(/done=approved/);
  expect((await anyone.goto(`/p/${id}`))?.status()).toBe(200);
  await expect(anyone.getByRole('heading', { level: 1 })).toContainText('通过演示商品');
});

test('a claimed item is its claimer’s; a colleague sees by whom, and gets it when it is given back', async ({
  portal,
  visitor,
  allowErrors,
}) => {
  allowErrors(/status of 409/);
  const { review } = await aSubmission(portal, { zh: '认领演示商品', en: 'Claim Demo' });
  const second = await visitor(await colleague(portal));
  await second.goto(`/ops/reviews/${review}`);
  const first = await visitor('reviewer');
  await first.goto(`/ops/reviews/${review}`);
  await first.locator('form[action="/form/reviews/claim"] button').click();
  await first.waitForURL(/done=claimed/);
  const { name } = await Api.as(portal, 'reviewer').op<{ name: string }>('GetViewer');

  // The page that was open before is told, and so is one opened now.
  await decision(second, 'approve').click();
  await expect(second.getByRole('alert')).toContainText(name);
  await second.goto(`/ops/reviews/${review}`);
  await expect(second.locator('.callout', { hasText: name })).toBeVisible();
  await expect(decision(second, 'approve')).toBeDisabled();
  await second.goto('/ops/reviews');
  await expect(second.locator('tbody tr', { hasText: '认领演示商品' })).toContainText(name);

  await first.goto('/ops/reviews?mine=1');
  await expect(first.locator('tbody tr', { hasText: '认领演示商品' })).toHaveCount(1);
  await first.goto(`/ops/reviews/${review}`);
  await first.locator('form[action="/form/reviews/release"] button').click();
  await first.waitForURL(/done=released/);
  await second.goto(`/ops/reviews/${review}`);
  await expect(decision(second, 'approve')).toBeEnabled();
  await decision(second, 'approve').click();
  await second.waitForURL(/done=approved/);
});
