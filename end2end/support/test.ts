// The `test` every spec imports: a portal per worker, a guard on the console, people who sign in, axe, screenshots.

import { type BrowserContext, type BrowserContextOptions, type Locator, type Page, test as base, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Account, NOW, Portal, type PortalOptions, type Who } from './portal';

export { expect };
export type { Account, Portal, Who };

/** The two languages of every page. */
export type Lang = 'zh' | 'en';
export const LANGS: Lang[] = ['zh', 'en'];
const LANG_TAGS = { zh: 'zh-CN', en: 'en' };

/** The session's cookie, over plain http. */
const COOKIE = 'guildhall';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const SHOTS = process.env.GUILDHALL_SHOTS ?? join(__dirname, '../../target/screenshots');

export interface TestFixtures {
  /**
   * Says which console errors a test provokes on purpose: `allowErrors(/status of 422/)`. Each must then really occur.
   * Chromium reports every answer from 400 up as an error of its own.
   */
  allowErrors: (...patterns: RegExp[]) => void;
  /** A page of a further visitor (own cookies, same guard), signed in when `who` is given. */
  visitor: (who?: Who | Account, options?: BrowserContextOptions) => Promise<Page>;
  consoleGuard: ConsoleGuard;
}

export interface WorkerFixtures extends Omit<PortalOptions, 'configuration'> {
  portal: Portal;
}

/** Collects what a browser complains about, in every page of every context given to it. */
class ConsoleGuard {
  private readonly complaints: string[] = [];
  private readonly allowed: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.complaints.push(`uncaught: ${error.error().stack ?? error.error()}`));
  }

  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  check(): void {
    const unexpected = this.complaints.filter((text) => !this.allowed.some((pattern) => pattern.test(text)));
    expect(unexpected, 'errors on the console').toEqual([]);
    const absent = this.allowed.filter((pattern) => !this.complaints.some((text) => pattern.test(text)));
    expect(absent.map(String), 'allowed errors that did not occur').toEqual([]);
  }
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  database: ['sqlite', { scope: 'worker', option: true }],
  now: [NOW, { scope: 'worker', option: true }],

  portal: [
    async ({ database, now }, use) => {
      const portal = await Portal.start({ database, now });
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  baseURL: async ({ portal }, use) => use(portal.url),

  consoleGuard: [
    async ({ context, portal }, use, info) => {
      const guard = new ConsoleGuard();
      guard.watch(context);
      await use(guard);
      if (info.status !== info.expectedStatus) {
        await info.attach('portal.log', { body: portal.logs, contentType: 'text/plain' });
      } else {
        guard.check();
      }
    },
    { auto: true },
  ],

  allowErrors: async ({ consoleGuard }, use) => use((...patterns) => consoleGuard.allow(...patterns)),

  context: async ({ context, javaScriptEnabled }, use) => {
    if (javaScriptEnabled !== false) await context.addInitScript(noteListeners);
    await use(context);
  },

  visitor: async ({ browser, consoleGuard, portal, contextOptions, javaScriptEnabled, locale, timezoneId, viewport }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who, options) => {
      const same = { ...contextOptions, javaScriptEnabled, locale, timezoneId, viewport, baseURL: portal.url };
      const context = await browser.newContext({ ...same, ...options });
      contexts.push(context);
      if (javaScriptEnabled !== false) await context.addInitScript(noteListeners);
      consoleGuard.watch(context);
      const page = await context.newPage();
      if (who) await signIn(page, typeof who === 'string' ? portal.account(who) : who, portal);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** Signs in without showing it: the page's context has the cookie afterwards. A session is shared by all tests of a portal. */
export async function signIn(page: Page, account: Account, portal: Portal): Promise<void> {
  const key = `cookie ${account.email}`;
  const known = portal.sessions.get(key);
  if (known) {
    await page.context().addCookies([{ name: COOKIE, value: known, url: portal.url, httpOnly: true, sameSite: 'Lax' }]);
    return;
  }
  const answer = await page.request.post(`${portal.url}/form/sign-in`, {
    form: { email: account.email, password: account.password },
    headers: { origin: portal.url },
    maxRedirects: 0,
  });
  expect(answer.status(), `sign-in of ${account.email}`).toBe(303);
  const cookie = (await page.context().cookies(portal.url)).find((c) => c.name === COOKIE);
  if (cookie) portal.sessions.set(key, cookie.value);
}

/** Chooses the language by the switch at the top, as people do. */
export async function speak(page: Page, lang: Lang): Promise<void> {
  const button = page.getByRole('button', { name: lang === 'zh' ? '中文' : 'English', exact: true });
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
  await expect(page.locator('html')).toHaveAttribute('lang', LANG_TAGS[lang]);
}

/** Sets the language without showing it, before the first page. */
export async function preferLang(page: Page, portal: Portal, lang: Lang): Promise<void> {
  await page.context().addCookies([{ name: 'guildhall-lang', value: LANG_TAGS[lang], url: portal.url }]);
}

/** Remembers which element listens to what. Runs in the page before its scripts. */
function noteListeners(): void {
  const heard = new WeakMap<EventTarget, Set<string>>();
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type: string, ...rest: unknown[]) {
    const target = this ?? window;
    heard.set(target, (heard.get(target) ?? new Set()).add(type));
    return Reflect.apply(add, target, [type, ...rest]);
  };
  Object.assign(window, { hears: (target: EventTarget, type: string) => heard.get(target)?.has(type) ?? false });
}

/**
 * Waits until hydration has reached an element: until it listens to the event. Plain forms and links need no waiting; what
 * only the browser's half can do does.
 */
export async function awake(element: Locator, event = 'click'): Promise<void> {
  await expect
    .poll(() => element.evaluate((e, type) => (window as unknown as { hears: (e: Element, t: string) => boolean }).hears(e, type), event), {
      message: `${element} listens to ${event}`,
    })
    .toBe(true);
}

/** One problem axe found, short enough to read in a terminal. */
interface Problem {
  rule: string;
  help: string;
  where: string[];
}

/**
 * Fails on any axe finding, in both themes: every rule in the light one, in the dark one what colours can break. The script is evaluated by the debugger, which the
 * page's content security policy does not bind: the policy stays on. Needs JavaScript (axe waits on timers), so it
 * belongs into the specs of project `js`: public pages are the same HTML there.
 */
export async function axe(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) throw new Error('axe does not run with JavaScript off');
  await page.evaluate(AXE);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const runOnly = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined;
    const problems = await page.evaluate(async (runOnly): Promise<Problem[]> => {
      const { axe } = window as unknown as { axe: { run: (what: Document, how: object) => Promise<{ violations: Violation[] }> } };
      type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] };
      const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(runOnly && { runOnly }) });
      return violations.map(({ id, help, nodes }) => ({
        rule: id,
        help,
        where: nodes.slice(0, 5).map((n) => `${n.html.slice(0, 200)}  ${(n.failureSummary ?? '').split('\n').slice(1, 3).join(' ').trim()}`),
      }));
    }, runOnly);
    expect(problems, `axe on ${page.url()} (${colorScheme})`).toEqual([]);
  }
}

/** Writes `target/screenshots/NAME.png`, the whole page. Names: `feature-page[-state]-lang-theme-width`. */
export async function shot(page: Page, name: string): Promise<void> {
  const path = join(SHOTS, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true, animations: 'disabled', caret: 'hide' });
}
