import { defineConfig, devices } from '@playwright/test';
import type { PortalOptions } from './support/portal';

// `cargo xtask test --only browser` sets the environment; `npx playwright test` alone needs GUILDHALL_BIN and
// GUILDHALL_SITE__ROOT (see support/portal.ts).

/** Quiet, and safe in a container: no sandbox to set up, no QUIC, nothing in the background. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig<object, PortalOptions>({
  testDir: './specs',
  outputDir: './test-results',
  snapshotPathTemplate: '{testDir}/../approved/{arg}{ext}',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // A test that passes at the second try has found something.
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [
    [process.stdout.isTTY ? 'line' : 'list'],
    ['json', { outputFile: process.env.GUILDHALL_PLAYWRIGHT_JSON ?? '../target/playwright.json' }],
  ],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.GUILDHALL_CHROMIUM ?? '/usr/bin/chromium',
      args: chromiumArgs,
    },
  },
  projects: [
    { name: 'js', testIgnore: '**/*.nojs.spec.ts' },
    { name: 'nojs', testMatch: '**/*.nojs.spec.ts', use: { javaScriptEnabled: false } },
    // the main job once more on the other database
    ...(process.env.GUILDHALL_TEST_POSTGRES
      ? [{ name: 'postgres', testMatch: '**/*.journey.spec.ts', use: { database: 'postgres' as const } }]
      : []),
  ],
});
