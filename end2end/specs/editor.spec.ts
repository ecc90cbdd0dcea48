// The editor under stress: two tabs, no network, files that are none. Whatever happens, what was typed stays.

import type { Page } from '@playwright/test';
import { aDraft, Api, exampleContent, type Listing, pdf } from '../support/api';
import { awake, expect, LANGS, preferLang, test } from '../support/test';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const saveState = (page: Page) => page.locator('.save-state');
const saved = /^已保存 \d\d:\d\d$/;

async function open(page: Page, { id }: Listing): Promise<void> {
  await page.goto(`/seller/listings/${id}/edit`);
  await awake(field(page, 'support.mail'), 'input');
}

async function stored(api: Api, { id }: Listing) {
  return (await api.op<Listing>('GetListing', { listing: id })).content;
}

test('two tabs: the stale one shows what differs, and nothing is lost either way', async ({ portal, visitor, allowErrors }) => {
  allowErrors(/status of 409/);
  const seller = Api.as(portal, 'seller');
  const listing = await aDraft(portal, { zh: '冲突演示商品', en: 'Conflict Demo' });
  const first = await visitor('seller');
  const second = await first.context().newPage();
  await open(first, listing);
  await open(second, listing);

  await field(first, 'name.zh').fill('冲突演示商品甲');
  await expect.poll(async () => (await stored(seller, listing)).name.zh).toBe('冲突演示商品甲');
  await expect(saveState(first)).toHaveText(saved);

  const overview = '第二个标签页写下的简介，一个字也不能丢。';
  await field(second, 'overview.zh').fill(overview);
  const conflict = second.getByRole('alert').filter({ hasText: '这个商品已在别处保存' });
  await expect(conflict).toBeVisible();
  await expect(conflict.getByRole('group')).toHaveCount(2);
  const name = conflict.getByRole('group', { name: '商品名称（中文）' });
  await expect(name).toContainText('冲突演示商品甲');
  await expect(conflict.getByRole('group', { name: '商品简介（中文）' })).toContainText(overview);
  await expect(saveState(second)).toContainText('内容已在别处更改');
  await expect(field(second, 'overview.zh'), 'still in its field').toHaveValue(overview);
  expect((await stored(seller, listing)).name.zh, 'the other one is not overwritten').toBe('冲突演示商品甲');

  await name.getByLabel('对方的').check();
  await conflict.getByRole('button', { name: '按选择保存' }).click();
  await expect(conflict).toBeHidden();
  await expect(field(second, 'name.zh')).toHaveValue('冲突演示商品甲');
  await expect(saveState(second)).toHaveText(saved);
  const merged = await stored(seller, listing);
  expect([merged.name.zh, merged.overview.zh]).toEqual(['冲突演示商品甲', overview]);
  // What was given up can be brought back.
  await second.getByRole('button', { name: '换回我的内容' }).click();
  await expect(field(second, 'name.zh')).toHaveValue('冲突演示商品');
});

test('without a network typing goes on, and is saved once there is one again', async ({ portal, visitor, allowErrors }) => {
  allowErrors(/ERR_INTERNET_DISCONNECTED/);
  const seller = Api.as(portal, 'seller');
  const listing = await aDraft(portal, { zh: '断网演示商品', en: 'Offline Demo' });
  const page = await visitor('seller');
  await open(page, listing);
  await page.context().setOffline(true);
  await field(page, 'name.zh').fill('断网时写下的名称');
  await expect(saveState(page)).toContainText('网络中断');
  await expect(page.getByRole('alert')).toContainText('您填写的内容已保留在本机');
  await field(page, 'overview.zh').fill('没有网络的时候也可以继续填写商品的简介。');
  await expect(field(page, 'name.zh')).toHaveValue('断网时写下的名称');
  await page.context().setOffline(false);
  await expect(saveState(page)).toHaveText(saved, { timeout: 20_000 });
  const content = await stored(seller, listing);
  expect([content.name.zh, content.overview.zh]).toEqual(['断网时写下的名称', '没有网络的时候也可以继续填写商品的简介。']);
});

test('a page that went away before it could save offers what it kept', async ({ portal, visitor, allowErrors }) => {
  allowErrors(/ERR_FAILED/);
  const listing = await aDraft(portal, { zh: '找回演示商品', en: 'Recovery Demo' });
  const page = await visitor('seller');
  await open(page, listing);
  await page.route('**/api/save_draft*', (route) => route.abort());
  await field(page, 'name.en').fill('Recovered Name');
  await expect(saveState(page)).toContainText('网络中断');
  await page.unroute('**/api/save_draft*');
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(field(page, 'name.en')).toHaveValue('Recovery Demo');
  await page.getByRole('button', { name: '恢复内容' }).click();
  await expect(field(page, 'name.en')).toHaveValue('Recovered Name');
  await expect(saveState(page)).toHaveText(saved);
  expect((await stored(Api.as(portal, 'seller'), listing)).name.en).toBe('Recovered Name');
});

test('whoever is signed out while typing signs in without leaving, and nothing is lost', async ({ portal, visitor, allowErrors }) => {
  allowErrors(/status of 401/, /status of 422/);
  const listing = await aDraft(portal, { zh: '重新登录商品', en: 'Signed Out Demo' });
  const page = await visitor('seller');
  await open(page, listing);
  await page.context().clearCookies();
  await field(page, 'name.en').fill('Typed While Signed Out');
  await expect(saveState(page)).toContainText('登录已过期');
  const { email, password } = portal.account('seller');
  const again = page.getByRole('form', { name: `以 ${email} 登录` });
  await again.getByLabel('密码').fill('not the password');
  await again.getByRole('button', { name: '登录并保存' }).click();
  await expect(again).toContainText('密码或验证码不正确');
  await again.getByLabel('密码').fill(password);
  await again.getByRole('button', { name: '登录并保存' }).click();
  await expect(saveState(page)).toHaveText(saved);
  await expect(again).toHaveCount(0);
  await expect(field(page, 'name.en')).toHaveValue('Typed While Signed Out');
  expect((await stored(Api.as(portal, 'seller'), listing)).name.en).toBe('Typed While Signed Out');
});

test('leaving right after the last key asks nothing and loses nothing', async ({ portal, visitor }) => {
  const listing = await aDraft(portal, { zh: '匆匆离开商品', en: 'In A Hurry' });
  const page = await visitor('seller');
  page.on('dialog', (dialog) => {
    throw new Error(`asked: ${dialog.message()}`);
  });
  await open(page, listing);
  await field(page, 'name.en').fill('Gone Before It Was Saved');
  await page.locator('nav.side a[href="/seller/orders"]').click();
  await page.waitForURL('**/seller/orders');
  const seller = Api.as(portal, 'seller');
  // What a leaving page sends a browser may drop, seldom and under load; the device then has it.
  const sent = await expect
    .poll(async () => (await stored(seller, listing)).name.en, { timeout: 8_000 })
    .toBe('Gone Before It Was Saved')
    .then(() => true, () => false);
  await open(page, listing);
  const restore = page.getByRole('button', { name: '恢复内容' });
  await expect(restore).toHaveCount(sent ? 0 : 1);
  if (!sent) await restore.click();
  await expect(field(page, 'name.en')).toHaveValue('Gone Before It Was Saved');
});

test('an upload is cancelled, fails and is tried again', async ({ portal, visitor, allowErrors }) => {
  allowErrors(/ERR_FAILED/);
  const seller = Api.as(portal, 'seller');
  const listing = await seller.op<Listing>('CreateListing', { content: exampleContent({ zh: '上传演示商品', en: 'Upload Demo' }) });
  const page = await visitor('seller');
  await open(page, listing);
  const input = page.locator('#f-certificate');
  await awake(input, 'change');
  const file = { name: 'copyright.pdf', mimeType: 'application/pdf', buffer: pdf() };

  await page.route('**/uploads?*', () => undefined);
  await input.setInputFiles(file);
  await expect(page.getByRole('progressbar', { name: /copyright\.pdf/ })).toBeVisible();
  await expect(page.getByRole('button', { name: '提交审核' })).toBeDisabled();
  await page.getByRole('button', { name: '取消上传' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.locator('#certificate .row-name')).toHaveCount(0);

  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route('**/uploads?*', (route) => route.abort());
  await input.setInputFiles(file);
  await expect(page.locator('#certificate').getByRole('alert')).toContainText('“copyright.pdf”没有上传成功：网络中断');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.getByRole('button', { name: '重新上传' }).click();
  await expect(page.locator('#certificate .row-name')).toHaveText('copyright.pdf');
  await expect(page.locator('#certificate').getByRole('alert')).toHaveCount(0);
  await expect(saveState(page)).toHaveText(saved);
  expect((await stored(seller, listing)).certificate?.name).toBe('copyright.pdf');
  await page.locator('#certificate').getByRole('button', { name: '下载' }).click();
});

const ZIP = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);
const FILES: { name: string; buffer: Buffer; status: number; zh: RegExp; en: RegExp }[] = [
  { name: 'empty.pdf', buffer: Buffer.alloc(0), status: 422, zh: /文件是空的/, en: /The file is empty/ },
  { name: 'picture.png', buffer: Buffer.from('\x89PNG\r\n'), status: 415, zh: /不支持此扩展名，请上传 zip/, en: /This extension is not accepted; upload zip/ },
  { name: 'archive.pdf', buffer: ZIP, status: 422, zh: /文件内容与扩展名不符/, en: /does not match the extension/ },
  { name: 'program.exe', buffer: Buffer.from('MZ\x90\x00'), status: 422, zh: /不能上传可执行文件/, en: /Executable files are not accepted/ },
  { name: 'cut.pdf', buffer: pdf().subarray(0, 120), status: 422, zh: /文件不完整/, en: /cut short/ },
  { name: 'large.pdf', buffer: Buffer.concat([pdf(), Buffer.alloc(20_971_521)]), status: 413, zh: /文件超过 20\.0 MB/, en: /larger than 20\.0 MB/ },
];

for (const lang of LANGS) {
  test(`a file that is not taken says which rule it breaks, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    allowErrors(/status of 422/, /status of 415/, /status of 413/);
    test.setTimeout(60_000);
    const content = exampleContent({ zh: '附件演示商品', en: 'Attachment Demo' });
    const listing = await Api.as(portal, 'seller').op<Listing>('CreateListing', { content });
    const page = await visitor('seller');
    await preferLang(page, portal, lang);
    await open(page, listing);
    const input = page.locator('#f-certificate');
    await awake(input, 'change');
    for (const file of FILES) {
      const [answer] = await Promise.all([
        page.waitForResponse(/\/uploads/),
        input.setInputFiles({ name: file.name, mimeType: 'application/octet-stream', buffer: file.buffer }),
      ]);
      expect(answer.status(), file.name).toBe(file.status);
      const alert = page.locator('#certificate').getByRole('alert');
      await expect(alert, file.name).toContainText(file.name);
      await expect(alert, file.name).toContainText(file[lang]);
    }
    await expect(page.locator('#certificate .row-name')).toHaveCount(0);
  });
}
