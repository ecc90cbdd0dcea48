// How long a click in the console takes until the next page is painted: a warm browser, a processor four times slower.
// Usage: node console-nav.mjs URL EMAIL PASSWORD CHROMIUM → JSON, milliseconds per click.
import { chromium } from '@playwright/test';

const [url, email, password, executablePath] = process.argv.slice(2);
const ROUNDS = 5;
const SLOWER = 4;

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic'] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // The instant of a click survives the page it happened on.
  await page.addInitScript(() => {
    addEventListener('click', () => sessionStorage.setItem('clicked', String(performance.timeOrigin + performance.now())), { capture: true });
  });
  await page.goto(`${url}/sign-in`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.click('form[action="/form/sign-in"] button[type=submit]');
  await page.waitForURL(/\/seller/);
  const links = await page.locator('nav.side a:not(.brand)').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });

  const once = async (href) => {
    await page.locator(`nav.side a:not(.brand)[href="${href}"]`).click();
    await page.waitForURL((now) => now.pathname === href);
    // A paint is noted a frame after it happened.
    return page.evaluate(async () => {
      for (let frame = 0; frame < 600; frame += 1) {
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        if (paint) return performance.timeOrigin + paint.startTime - Number(sessionStorage.getItem('clicked'));
        await new Promise((next) => requestAnimationFrame(next));
      }
      throw new Error('the page was not painted');
    });
  };
  // The first round fills the caches and is not counted.
  const samples = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const href of links) {
      const took = await once(href);
      if (round > 0) samples.push(took);
    }
  }
  console.log(JSON.stringify(samples));
} finally {
  await browser.close();
}
