// How long a click in the console takes until the next page is painted: a warm browser, a processor four times slower.
// Usage: node console-nav.mjs URL EMAIL PASSWORD CHROMIUM → JSON, milliseconds per click.
import { chromium } from '@playwright/test';

const [url, email, password, executablePath] = process.argv.slice(2);
const ROUNDS = 5;
const SLOWER = 4;

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic'] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // A page is there a frame after its own entry in the menu and its heading are: turned in place, or as a new document.
  await page.addInitScript(() => {
    const now = () => performance.timeOrigin + performance.now();
    const arrived = (from, href) => {
      const main = document.querySelector('main h1') && document.querySelector('main');
      if (!main || main === from || location.pathname !== href) return void requestAnimationFrame(() => arrived(from, href));
      requestAnimationFrame(() => setTimeout(() => sessionStorage.setItem('painted', String(now()))));
    };
    addEventListener('click', (event) => {
      const href = event.target.closest('nav.side a')?.pathname;
      if (!href) return;
      sessionStorage.setItem('clicked', String(now()));
      sessionStorage.setItem('to', href);
      sessionStorage.removeItem('painted');
      const from = document.querySelector('main');
      requestAnimationFrame(() => arrived(from, href));
    }, { capture: true });
    const href = sessionStorage.getItem('to');
    if (href && !sessionStorage.getItem('painted')) requestAnimationFrame(() => arrived(undefined, href));
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
    await page.waitForFunction(() => sessionStorage.getItem('painted'));
    return page.evaluate(() => Number(sessionStorage.getItem('painted')) - Number(sessionStorage.getItem('clicked')));
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
