// The inbox with JavaScript off: told once, counted in the menu, read by opening.

import { Api, aSubmission } from '../support/api';
import { expect, LANGS, preferLang, test } from '../support/test';

for (const lang of LANGS) {
  test(`an approval is announced, opened and read, ${lang}`, async ({ portal, visitor }) => {
    const name = { zh: `消息演示商品${lang}`, en: `Notice Demo ${lang}` };
    const { id, review } = await aSubmission(portal, name);
    const reviewer = Api.as(portal, 'reviewer');
    const { version } = await reviewer.op<{ version: number }>('GetReview', { review });
    const seller = await visitor('seller');
    await preferLang(seller, portal, lang);
    const count = seller.locator('#side a[href="/seller/notices"] .count');
    await seller.goto('/seller');
    const before = Number((await count.count()) > 0 ? await count.innerText() : 0);

    await reviewer.op('DecideReview', { review, version, decision: 'approve', comments: [] });
    await seller.reload();
    await expect(count).toHaveText(String(before + 1));

    await seller.goto('/seller/notices?unread=1');
    const row = seller.locator('table.ledger tbody tr').first();
    await expect(row).toContainText(name.zh);
    await row.getByRole('button').click();
    await seller.waitForURL(`**/seller/listings/${id}`);
    if (before > 0) await expect(count).toHaveText(String(before));
    else await expect(count).toHaveCount(0);

    await seller.goto('/seller/notices?unread=1');
    const all = seller.locator('form[action="/form/notices/read"] button');
    if (before > 0) await all.click();
    await seller.goto('/seller/notices?unread=1');
    await expect(seller.locator('.ledger-empty')).toContainText(/\S/);
    await expect(all).toHaveCount(0);
  });
}
