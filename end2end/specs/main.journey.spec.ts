// The main job, once through: publish → review → discount link → order → provisioning → bill → paid, by six people in six
// browsers, in Chinese and in English. On PostgreSQL too (project `postgres`).

import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { certify, exampleContent, mailsTo, organisationOf, pdf } from '../support/api';
import { amounts, minor, readCsv, sum } from '../support/money';
import type { Portal } from '../support/portal';
import { awake, expect, type Lang, speak, test } from '../support/test';

// Its clock moves: a portal of its own.
test.use({ now: '2026-11-18T02:00:01Z' });

const NUMBER = /CS\d{10}[0-9A-Z]{5}/;

interface Story {
  lang: Lang;
  /** When it begins, when its period is over (before the day the scheduled run would take the bill over), the period. */
  begins: string;
  over: string;
  period: string;
  name: { zh: string; en: string };
  renamed: { zh: string; en: string };
  badSpec: { field: 'zh' | 'en'; name: string; finding: RegExp };
  reason: string;
  say: Record<
    | 'publish' | 'addSpec' | 'submit' | 'submitted' | 'saved' | 'claim' | 'reject' | 'approve' | 'reviewer' | 'edit'
    | 'rejectedMail' | 'approvedMail' | 'createOffer' | 'effective' | 'atOnce' | 'qr' | 'offerMail' | 'signIn' | 'order'
    | 'payFail' | 'payFailed' | 'paySucceed' | 'processing' | 'provision' | 'completed' | 'completedMail' | 'export'
    | 'paid' | 'billed',
    RegExp
  >;
}

const STORIES: Story[] = [
  {
    lang: 'zh',
    begins: '2026-11-18T02:00:00Z',
    over: '2026-12-02T02:00:00Z',
    period: '202611',
    name: { zh: '云杉工单协作', en: 'Spruce Desk' },
    renamed: { zh: '云杉工单协作平台', en: 'Spruce Desk' },
    badSpec: { field: 'zh', name: '规格１', finding: /“规格１”只是编号/ },
    reason: '名称没有说明它是什么产品，请补充。',
    say: {
      publish: /发布商品/,
      addSpec: /添加规格/,
      submit: /提交审核/,
      submitted: /已提交审核/,
      saved: /^已保存 \d\d:\d\d$/,
      claim: /^认领$/,
      reject: /驳回并发送原因/,
      approve: /通过审核/,
      reviewer: /审核意见/,
      edit: /编辑商品/,
      rejectedMail: /需要修改：云杉工单协作/,
      approvedMail: /已通过审核：云杉工单协作平台/,
      createOffer: /提交专属优惠/,
      effective: /优惠已生效/,
      atOnce: /提交后立即生效/,
      qr: /二维码/,
      offerMail: /为您提供专属优惠：云杉工单协作平台/,
      signIn: /登录/,
      order: /^下单 ¥9,600\.00$/,
      payFail: /模拟支付失败/,
      payFailed: /付款没有成功，您没有被扣款/,
      paySucceed: /支付 ¥9,600\.00（模拟成功）/,
      processing: /处理中/,
      provision: /确认客户已开通/,
      completed: /已完成/,
      completedMail: /^订单已完成：/,
      export: /导出 CSV/,
      paid: /已支付/,
      billed: /账期 2026-11/,
    },
  },
  {
    lang: 'en',
    begins: '2026-12-10T02:00:00Z',
    over: '2027-01-02T02:00:00Z',
    period: '202612',
    name: { zh: '白桦知识库', en: 'Birch Notes' },
    renamed: { zh: '白桦知识库', en: 'Birch Knowledge Base' },
    badSpec: { field: 'en', name: 'Spec 1', finding: /“Spec 1” is only a counter/ },
    reason: 'Say in the name what kind of product it is.',
    say: {
      publish: /Publish a product/,
      addSpec: /Add a spec/,
      submit: /Submit for review/,
      submitted: /Handed in for review/,
      saved: /^Saved \d\d:\d\d$/,
      claim: /^Claim$/,
      reject: /Reject with reasons/,
      approve: /^Approve$/,
      reviewer: /Reviewer: /,
      edit: /Edit product/,
      rejectedMail: /Changes needed: Birch Notes/,
      approvedMail: /Approved: Birch Knowledge Base/,
      createOffer: /Submit this discount/,
      effective: /The offer is effective/,
      atOnce: /effective as soon as you submit/,
      qr: /QR code/,
      // the customer has not chosen a language yet
      offerMail: /为您提供专属优惠：白桦知识库|has an offer for you: Birch Knowledge Base/,
      signIn: /Sign in/,
      order: /^Order for ¥9,600\.00$/,
      payFail: /Simulate a failure/,
      payFailed: /The payment failed; you were not charged/,
      paySucceed: /Pay ¥9,600\.00 \(simulate success\)/,
      processing: /Processing|Being provisioned/,
      provision: /Confirm that the customer has it/,
      completed: /Completed/,
      // as above
      completedMail: /^(?:订单已完成：|Order complete: )/,
      export: /Export as CSV/,
      paid: /Paid/,
      billed: /Period 2026-12/,
    },
  },
];

for (const story of STORIES) {
  const { lang, say } = story;

  test(`the main job, ${lang}`, async ({ portal, visitor, allowErrors }) => {
    test.setTimeout(240_000);
    // Nobody meets an error; the dead link at the end is one on purpose.
    allowErrors(/status of 410/);
    await portal.setClock(story.begins);
    await certify(portal);

    const seller = await visitor('seller');
    const listing = await test.step('the seller publishes', () => publish(seller, story));
    const reviewer = await visitor('reviewer');
    await test.step('the reviewer sends it back with a reason', () => reject(reviewer, story));
    await test.step('the seller reads the reason, mends and hands in again', () => mend(seller, portal, listing, story));
    await test.step('the reviewer approves', () => approve(reviewer, portal, story));
    await test.step('anyone sees the product', async () => {
      const anyone = await visitor();
      await anyone.goto(`/p/${listing}`);
      await speak(anyone, lang);
      await expect(anyone.getByRole('heading', { level: 1 })).toContainText(story.renamed[lang]);
      await expect(anyone.getByText('¥12,000.00', { exact: true })).toBeVisible();
    });

    const link = await test.step('the seller makes a discount', () => makeOffer(seller, portal, listing, story));
    const customer = await visitor();
    const number = await test.step('the customer orders and pays', () => order(customer, portal, link, story));
    await test.step('the seller provisions', async () => {
      await seller.goto('/seller/orders');
      await seller.getByRole('link', { name: number }).click();
      await seller.getByRole('button', { name: say.provision }).click();
      await expect(seller.locator('.page-title')).toContainText(say.completed);
    });
    await test.step('the customer can use it', async () => {
      await customer.reload();
      await expect(customer.locator('.page-title')).toContainText(say.completed);
      await expectMail(portal, 'customer', new RegExp(say.completedMail.source + number), '');
      const answer = await customer.goto(link);
      expect(answer?.status(), 'the link is used up').toBe(410);
    });

    await test.step('the period ends and the bills are run', async () => {
      await portal.setClock(story.over);
      const run = await portal.json<{ billed: number }>(['bills', 'run', '--period', story.period, '--now', story.over]);
      expect(run.billed).toBeGreaterThan(0);
    });
    // Weeks have passed: everybody signs in again.
    const bill = await test.step('the seller reads the bill', async () => {
      const page = await visitor('seller');
      return readBill(page, number, story);
    });
    await test.step("the operator's finance pays it", async () => {
      const finance = await visitor('finance');
      await pay(finance, bill, story);
    });
    await test.step('the seller sees that it is paid', async () => {
      const page = await visitor('seller');
      await page.goto(`/seller/bills/${bill}`);
      await speak(page, lang);
      await expect(page.locator('.page-title')).toContainText(say.paid);
      await page.goto(`/seller/transactions?number=${number}`);
      await expect(page.locator('tbody tr')).toHaveCount(1);
      await expect(page.locator('tbody tr')).toContainText(say.billed);
    });
  });
}

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);

async function publish(page: Page, { lang, say, name, badSpec }: Story): Promise<string> {
  const content = exampleContent(name);
  await page.goto('/seller/listings');
  await speak(page, lang);
  await page.getByRole('button', { name: say.publish }).first().click();
  await page.waitForURL(/\/seller\/listings\/[^/]+\/edit$/);
  const listing = page.url().split('/')[5];
  await awake(field(page, 'support.mail'), 'input');

  await field(page, 'name.zh').fill(name.zh);
  await field(page, 'name.en').fill(name.en);
  await field(page, 'category').selectOption('office');
  await field(page, 'overview.zh').fill(content.overview.zh);
  await field(page, 'overview.en').fill(content.overview.en);
  await field(page, 'introduction.zh').fill(content.introduction.zh);
  await field(page, 'introduction.en').fill(content.introduction.en);
  await field(page, 'support.hours').fill(content.support.hours);
  await field(page, 'support.hotline').fill(content.support.hotline);
  await field(page, 'support.mail').fill(content.support.mail);

  await page.getByRole('button', { name: say.addSpec }).click();
  const bad = field(page, `specs.0.name.${badSpec.field}`);
  await bad.fill(badSpec.name);
  await expect(page.locator(`#f-specs-0-name-${badSpec.field}-errors`), 'found while typing').toContainText(badSpec.finding);
  await expect(bad).toHaveAttribute('aria-invalid', 'true');
  await field(page, 'specs.0.name.zh').fill('基础版 50 用户');
  await field(page, 'specs.0.name.en').fill('Basic, 50 users');
  await expect(page.locator(`#f-specs-0-name-${badSpec.field}-errors`)).toBeEmpty();
  await field(page, 'specs.0.prices.year').fill('12,000');

  // Slow enough to see it go.
  await page.route('**/uploads?*', async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue();
  });
  await page.locator('#f-certificate').setInputFiles({ name: 'copyright.pdf', mimeType: 'application/pdf', buffer: pdf(name.en) });
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.locator('#certificate .row-name')).toHaveText('copyright.pdf');
  await expect(page.locator('.save-state')).toHaveText(say.saved);

  await page.reload();
  await expect(field(page, 'name.zh')).toHaveValue(name.zh);
  await expect(field(page, 'introduction.zh')).toHaveValue(content.introduction.zh);
  await expect(field(page, 'specs.0.name.en')).toHaveValue('Basic, 50 users');
  await expect(page.locator('#certificate .row-name')).toHaveText('copyright.pdf');

  const submit = page.getByRole('button', { name: say.submit });
  await expect(submit).toBeEnabled();
  await submit.click();
  await page.waitForURL(`**/seller/listings/${listing}?done=submitted`);
  await expect(page.getByText(say.submitted).first()).toBeVisible();
  return listing;
}

/** Opens an item of the queue by its name. */
async function openReview(page: Page, name: string): Promise<void> {
  await page.goto('/ops/reviews?kind=listing');
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

async function reject(page: Page, { lang, say, name, reason }: Story): Promise<void> {
  await page.goto('/ops/reviews');
  await speak(page, lang);
  await openReview(page, name[lang]);
  await page.getByRole('button', { name: say.claim }).click();
  await page.waitForURL(/done=claimed/);
  const box = field(page, `comment:name.${lang}`);
  await page.locator('details', { has: box }).last().locator('summary').click();
  await box.fill(reason);
  await page.getByRole('button', { name: say.reject }).click();
  await page.waitForURL(/done=rejected/);
}

async function mend(page: Page, portal: Portal, listing: string, { lang, say, reason, renamed }: Story): Promise<void> {
  await expectMail(portal, 'seller', say.rejectedMail, reason);
  await page.goto(`/seller/listings/${listing}`);
  await expect(page.getByText(reason)).toBeVisible();
  await page.getByRole('link', { name: say.edit }).click();
  await page.waitForURL(/\/edit$/);
  const name = field(page, `name.${lang}`);
  await awake(name, 'input');
  // It stands right before its field.
  const said = page.locator('#basics .callout', { hasText: reason });
  await expect(said).toContainText(say.reviewer);
  expect(await said.evaluate((note, id) => note.nextElementSibling?.querySelector(`#${id}`) !== null, `f-name-${lang}`)).toBe(true);
  await name.fill(renamed[lang]);
  const submit = page.getByRole('button', { name: say.submit });
  await expect(submit).toBeEnabled();
  await submit.click();
  await page.waitForURL(/done=submitted/);
}

async function approve(page: Page, portal: Portal, { lang, say, renamed }: Story): Promise<void> {
  await openReview(page, renamed[lang]);
  await page.getByRole('button', { name: say.approve }).click();
  await page.waitForURL(/done=approved/);
  await expectMail(portal, 'seller', say.approvedMail, '');
}

async function makeOffer(page: Page, portal: Portal, listing: string, { lang, say, renamed }: Story): Promise<string> {
  await page.goto(`/seller/offers/new?listing=${listing}`);
  const percent = page.locator('[name^="percent-"]');
  await awake(percent, 'input');
  await field(page, 'customer_email').fill(portal.account('customer').email);
  await field(page, 'name').fill(`${renamed[lang]} −20 %`);
  await percent.fill('20');
  await expect(page.getByText(say.atOnce)).toBeVisible();
  await expect(page.getByText('→ ¥9,600.00')).toBeVisible();
  await page.getByRole('button', { name: say.createOffer }).click();
  await page.waitForURL(/\/seller\/offers\/[^/]+\?done=created$/);
  await expect(page.getByText(say.effective)).toBeVisible();
  await expect(page.getByRole('img', { name: say.qr })).toBeVisible();
  const url = new URL(await page.locator('#f-offer-link').inputValue());
  expect(url.pathname).toMatch(/^\/o\/[\w-]{27,}$/);
  await expectMail(portal, 'customer', say.offerMail, url.pathname);
  return url.pathname;
}

async function order(page: Page, portal: Portal, link: string, { lang, say, renamed }: Story): Promise<string> {
  const account = portal.account('customer');
  await page.goto(link);
  await speak(page, lang);
  await expect(page.getByRole('main')).toContainText(renamed[lang]);
  await expect(page.getByRole('main')).toContainText('¥9,600.00');
  const { [lang]: customer } = await organisationOf(portal, 'customer');
  expect(await page.content(), 'whom it is for is not said to everybody').not.toContain(customer);
  await page.getByRole('link', { name: say.signIn }).click();
  await field(page, 'email').fill(account.email);
  await field(page, 'password').fill(account.password);
  await page.getByRole('button', { name: say.signIn }).click();
  await page.waitForURL(`**${link}`);
  await field(page, 'terms_accepted').check();
  await page.getByRole('button', { name: say.order }).click();
  await page.waitForURL(/\/my\/orders\/[^/]+$/);
  const number = NUMBER.exec(await page.getByRole('heading', { level: 1 }).innerText())?.[0];
  expect(number).toMatch(/^CS\d{10}[0-9A-Z]{5}$/);
  await expect(page.getByText(`${number}-000001`).first()).toBeVisible();

  await page.getByRole('button', { name: say.payFail }).click();
  await expect(page.getByText(say.payFailed)).toBeVisible();
  await page.getByRole('button', { name: say.paySucceed }).click();
  await expect(page.locator('.page-title')).toContainText(say.processing);
  return number ?? '';
}

async function readBill(page: Page, number: string, { lang, say, period }: Story): Promise<string> {
  await page.goto(`/seller/bills?period=${period}`);
  await speak(page, lang);
  await page.locator('tbody tr a.row-name').first().click();
  await page.waitForURL(/\/seller\/bills\/[0-9a-f-]{36}/);
  await expect(page.locator('.statement')).toBeVisible();
  const [gross, fee, net] = await amounts(page.locator('.statement'));
  expect(gross + fee, 'net is what is left').toBe(net);

  // the lines, page by page
  const rows = page.locator('#lines tbody tr');
  const lines: number[][] = [];
  let seen = '';
  for (;;) {
    for (const row of await rows.all()) lines.push(await amounts(row));
    seen += await rows.allInnerTexts();
    const next = page.locator('#lines .pager a[rel=next]');
    if ((await next.count()) === 0) break;
    await next.click();
    await expect(page.locator('#lines .pager a[rel=prev]')).toBeVisible();
  }
  expect(seen).toContain(`${number}-000001`);
  expect(sum(lines.map(([g]) => g)), 'gross is the sum of the lines').toBe(gross);
  expect(sum(lines.map(([, f]) => f)), 'the fee is the sum of the lines').toBe(fee);
  expect(sum(lines.map(([, , n]) => n)), 'net is the sum of the lines').toBe(net);

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: say.export }).click()]);
  expect(download.suggestedFilename()).toContain(period);
  const csv = readCsv(await readFile(await download.path()));
  expect(csv).toHaveLength(lines.length);
  const column = (nth: number) => sum(csv.map((row) => minor(Object.values(row)[nth])));
  expect([column(7), Math.abs(column(8)), column(9)], 'the file says the same').toEqual([gross, -fee, net]);
  expect(csv.map((row) => Object.values(row)[2])).toContain(`${number}-000001`);
  return new URL(page.url()).pathname.split('/')[3];
}

async function pay(page: Page, bill: string, { lang, say }: Story): Promise<void> {
  await page.goto(`/ops/bills/${bill}`);
  await speak(page, lang);
  for (const to of ['countersigning', 'awaiting_request', 'request_processing', 'paying', 'paid']) {
    const step = page.locator('details.confirm', { has: page.locator(`[name="to"][value="${to}"]`) });
    await step.locator('summary').click();
    if (to === 'paid') await step.getByRole('textbox').fill('ICBC-20261202-0001');
    await step.getByRole('button').click();
    await expect(step, `on to ${to}`).toHaveCount(0);
  }
  await expect(page.locator('.page-title')).toContainText(say.paid);
  await expect(page.getByText('ICBC-20261202-0001')).toBeVisible();
}

/** The mail arrives: the outbox is worked off beside the requests. */
async function expectMail(portal: Portal, to: 'seller' | 'customer', subject: RegExp, text: string): Promise<void> {
  const { email } = portal.account(to);
  await expect
    .poll(async () => (await mailsTo(portal, email)).some((m) => subject.test(m.subject) && m.text.includes(text)), {
      message: `a mail to ${email}: ${subject}`,
    })
    .toBe(true);
}
