// The store front with JavaScript off: drafted, refused at its fields, handed in, decided, shown to everybody.

import type { Page } from '@playwright/test';
import { deflateSync } from 'node:zlib';
import { expect, LANGS, preferLang, test } from '../support/test';

const field = (page: Page, name: string) => page.locator(`form[action="/form/sellers/store"] [name="${name}"]`);
const errors = (page: Page, name: string) => page.locator(`#f-${name}-errors`);
const act = (page: Page, value: 'save' | 'submit') => page.locator(`button[name="act"][value="${value}"]`).click();

function crc(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** A grey picture of this size. */
function png(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const whole = Buffer.concat([Buffer.from(kind), data]);
    const out = Buffer.alloc(whole.length + 8);
    out.writeUInt32BE(data.length);
    whole.copy(out, 4);
    out.writeUInt32BE(crc(whole), whole.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x99);
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });

for (const lang of LANGS) {
  test(`a store front is written, refused at its fields, approved and shown, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    allowErrors(/status of 422/);
    const seller = await visitor('other-seller');
    await preferLang(seller, portal, lang);
    await seller.goto('/seller/store');
    // The second language finds what the first one left: a change of what is live.
    const change = seller.locator('main details > summary').first();
    if (!(await field(seller, 'story_zh').isVisible())) await change.click();

    await field(seller, 'upload:carousel_0_picture').setInputFiles(file('wide.png', png(1200, 321)));
    await field(seller, 'carousel_0_link').fill('https://huawei.com.evil.example/');
    await field(seller, 'story_zh').fill(`始于 2012 年（${lang}）。`);
    await field(seller, 'story_en').fill('');
    await act(seller, 'submit');
    await expect(errors(seller, 'carousel_0_picture')).toContainText('1200×321');
    await expect(errors(seller, 'carousel_0_link')).toContainText('huaweicloud.com');
    await expect(errors(seller, 'story_en')).not.toBeEmpty();
    await expect(field(seller, 'story_zh')).toHaveValue(`始于 2012 年（${lang}）。`);

    await field(seller, 'upload:carousel_0_picture').setInputFiles(file('a.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')));
    await act(seller, 'submit');
    await expect(errors(seller, 'carousel_0_picture')).not.toBeEmpty();

    await field(seller, 'upload:carousel_0_picture').setInputFiles(file('poster.png', png(1200, 320)));
    await field(seller, 'carousel_0_link').fill('https://www.huawei.com/');
    await field(seller, 'story_en').fill(`Since 2012 (${lang}).`);
    await act(seller, 'save');
    await seller.waitForURL('**/seller/store?done=saved');
    await expect(field(seller, 'story_en')).toHaveValue(`Since 2012 (${lang}).`);
    await seller.locator('[name^="featured:"]').first().check();
    await act(seller, 'submit');
    await seller.waitForURL('**/seller/store?done=submitted');

    const reviewer = await visitor('reviewer');
    await preferLang(reviewer, portal, lang);
    await reviewer.goto('/ops/reviews?kind=store');
    await reviewer.locator('main a[href*="/ops/reviews/"]').first().click();
    await expect(reviewer.locator('main img').first()).toBeVisible();
    await reviewer.locator('button[name="decision"][value="approve"]').click();
    await reviewer.waitForURL('**done=approved**');

    const path = await seller.locator('main a[href^="/s/"]').first().getAttribute('href');
    const anybody = await visitor();
    await preferLang(anybody, portal, lang);
    await anybody.goto(path as string);
    await expect(anybody.getByRole('main')).toContainText(lang === 'zh' ? '始于 2012 年（zh）。' : 'Since 2012 (en).');
    const picture = anybody.locator('.store-slide').first();
    const shown = await anybody.request.get(portal.url + (await picture.getAttribute('src')));
    expect([shown.status(), shown.headers()['content-type'], shown.headers()['x-content-type-options']]).toEqual([200, 'image/png', 'nosniff']);
    await anybody.getByRole('main').locator('a[href^="/p/"]').first().click();
    await anybody.getByRole('main').locator('a[href^="/s/"]').first().click();
    await expect(anybody).toHaveURL(new RegExp(`${path}$`));
  });
}
