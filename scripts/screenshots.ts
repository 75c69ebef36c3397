import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../e2e/chromium.ts';
import { OWNER, startShop } from '../e2e/shop.ts';
import type { RunningShop } from '../e2e/shop.ts';

// The pictures of the README, taken from a shop of their own: an active order, one whose outcome is unknown, one that waits for a person.
const folder = join(import.meta.dirname, '../docs/screenshots');
const DESKTOP = { width: 1280, height: 800 } as const;
const PHONE = { width: 375, height: 740 } as const;

async function control(shop: RunningShop, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${shop.sandboxUrl}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
}

async function take(page: Page, name: string, whole = false): Promise<void> {
  // Letters that load late would be drawn in another font.
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole, animations: 'disabled' });
  console.log(`docs/screenshots/${name}.png`);
}

/** Presses Buy in the panel page of a licence; ends on the checkout. */
async function pressBuy(page: Page, shop: RunningShop, module: string, licence: string): Promise<void> {
  await page.goto(`${shop.sandboxUrl}/panel?license=${licence}&ip=203.0.113.7`);
  await page
    .getByRole('link', { name: `Buy ${module}` })
    .first()
    .click();
  await page.waitForURL(/\/checkout\//);
}

/** Buys and pays; ends on the status page when it says `sentence`. */
async function buy(
  page: Page,
  shop: RunningShop,
  order: { module: string; licence: string; email: string; period?: RegExp; sentence: RegExp },
): Promise<void> {
  await pressBuy(page, shop, order.module, order.licence);
  await page.getByRole('radio', { name: order.period ?? /^1 month/ }).check();
  await page.getByLabel('E-mail').fill(order.email);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.getByRole('button', { name: /^Succeed: pay/ }).click();
  await page.waitForURL(/\/orders\//);
  await page.getByText(order.sentence).first().waitFor();
}

async function takeCustomerPages(page: Page, shop: RunningShop): Promise<void> {
  await pressBuy(page, shop, 'CloudLinux', '234256');
  await page.getByRole('radio', { name: /12 months/ }).check();
  await take(page, 'checkout');
  await page.setViewportSize(PHONE);
  await take(page, 'checkout-phone');
  await page.setViewportSize(DESKTOP);

  await buy(page, shop, {
    module: 'KernelCare',
    licence: '231870',
    email: 'ops@example.com',
    period: /12 months/,
    sentence: /The module is active/,
  });
  await buy(page, shop, {
    module: 'CloudLinux',
    licence: '234256',
    email: 'admin@example.org',
    sentence: /The module is active/,
  });
  await take(page, 'order');
  await page.goto(`${shop.url}/catalogue`);
  await take(page, 'catalogue');
}

async function makeTroubles(page: Page, shop: RunningShop): Promise<void> {
  await control(shop, 'settings', { unknownLicences: ['240117'] });
  await buy(page, shop, {
    module: 'Softaculous',
    licence: '240117',
    email: 'hosting@example.net',
    sentence: /A person is looking at it/,
  });
  await control(shop, 'faults', [{ func: 'addition.order.param', fault: 'drop-before', times: 1 }]);
  await buy(page, shop, {
    module: 'CloudLinux',
    licence: '238004',
    email: 'root@example.org',
    sentence: /The supplier has not answered yet/,
  });
  // A dearer tariff, for the price desk to show.
  await control(shop, 'prices', { tariffs: { '9203': { periods: { '1': '11.4000' } } } });
}

async function takeStaffPages(page: Page, shop: RunningShop): Promise<void> {
  await page.goto(`${shop.url}/sign-in`);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(page, 'overview');
  await page.emulateMedia({ colorScheme: 'light' });

  await page.goto(`${shop.url}/admin/orders?q=238004`);
  await page.getByRole('link', { name: /A-\d+/ }).first().click();
  await page.getByRole('button', { name: 'Ask the supplier again' }).waitFor();
  await take(page, 'order-desk');
  await page.getByRole('link', { name: 'Replay' }).click();
  await page.getByRole('heading', { name: 'Step by step' }).waitFor();
  await take(page, 'replay');

  await page.goto(`${shop.url}/admin/upstream`);
  await page.getByRole('link', { name: 'Sandbox' }).click();
  await page.getByRole('button', { name: 'Check the connection now' }).click();
  await page.getByText('Never checked').waitFor({ state: 'hidden' });
  await take(page, 'supplier');

  // What somebody bought in the supplier's client area.
  await control(shop, 'meddle', { action: 'add-service', kind: 'addition', licence: '245500', pricelist: '9203' });
  await control(shop, 'meddle', { action: 'add-service', kind: 'soft', ip: '203.0.113.60', pricelist: '55231' });
  await page.goto(`${shop.url}/admin/reconciliation`);
  await page.getByRole('button', { name: /^Run the reconciliation of/ }).click();
  await page.getByText('Only at the supplier').first().waitFor();
  await take(page, 'reconciliation');

  await page.goto(`${shop.url}/admin/prices`);
  await page.getByRole('button', { name: /pull/i }).first().click();
  await page
    .getByRole('link', { name: /^Publish \d+ change/ })
    .first()
    .waitFor();
  await take(page, 'prices');
}

mkdirSync(folder, { recursive: true });
const shop = await startShop({ LOG_LEVEL: 'error' });
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
try {
  const page = await browser.newPage({ viewport: DESKTOP, colorScheme: 'light', locale: 'en-GB', timezoneId: 'UTC' });
  await takeCustomerPages(page, shop);
  await makeTroubles(page, shop);
  await takeStaffPages(page, shop);
  await page.goto(`${shop.sandboxUrl}/control`);
  await take(page, 'sandbox-control', true);
} finally {
  await browser.close();
  await shop.stop();
}
