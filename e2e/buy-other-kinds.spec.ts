import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts';
import type { RunningShop } from './shop.ts';

const PHONE = { width: 320, height: 640 } as const;
const DESK = { width: 1280, height: 800 } as const;

async function lookAt(page: Page): Promise<void> {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
}

/** From the landing page to the page of a product. */
async function choose(page: Page, shop: RunningShop, part: string, product: string): Promise<void> {
  await page.goto(shop.url);
  await page.getByRole('link', { name: 'Catalogue', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Catalogue' })).toBeVisible();
  await page.getByRole('region', { name: part }).getByRole('link', { name: product, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: product })).toBeVisible();
}

async function toCheckout(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue to checkout' }).click();
  await expect(page).toHaveURL(/\/checkout\/[0-9a-z]{32}$/);
}

async function pay(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill('other@example.org');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page).toHaveURL(/\/test-payments\//);
  await page.getByRole('button', { name: /^Succeed: pay/ }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-z]{32}/);
}

test('a module is bought from the catalogue with a licence number', async ({ quietPage: page, shop }) => {
  await choose(page, shop, 'Modules for ispmanager', 'CloudLinux OS');
  await page.getByRole('button', { name: 'Continue to checkout' }).click();
  await expect(page.getByText('Enter the number of your ispmanager licence.').first()).toBeVisible();
  await expect(page.getByLabel('Licence number')).toBeFocused();
  await lookAt(page);
  await page.getByLabel('Licence number').fill('770001');
  await toCheckout(page);
  await expect(page.getByText('for licence 770001')).toBeVisible();
  await pay(page);
  await expect(page.getByText('The module is active.')).toBeVisible();
});

test('a third-party licence is bought for a server, and not twice', async ({ quietPage: page, shop }) => {
  await choose(page, shop, 'Licences for other software', 'Softaculous licence');
  await page.getByLabel('IP address of the server').fill('203.0.113.256');
  await page.getByRole('button', { name: 'Continue to checkout' }).click();
  await expect(page.getByText('This is not an IP address.').first()).toBeVisible();
  await page.getByLabel('IP address of the server').fill('203.0.113.61');
  await page.getByLabel('Your own name for it').fill('web 61');
  await toCheckout(page);
  await expect(page.getByText('for server 203.0.113.61', { exact: true })).toBeVisible();
  await expect(page.getByText('named “web 61”')).toBeVisible();
  await lookAt(page);
  await pay(page);
  await expect(page.getByText('The licence is active.')).toBeVisible();
  await lookAt(page);

  await choose(page, shop, 'Licences for other software', 'Softaculous licence');
  await page.getByLabel('IP address of the server').fill('203.0.113.61');
  await page.getByRole('button', { name: 'Continue to checkout' }).click();
  await expect(page.getByText('This server already has it. Nothing was charged.').first()).toBeVisible();
});

test('a platform is bought with add-ons, and its live total is what is paid', async ({ quietPage: page, shop }) => {
  await choose(page, shop, 'Platforms', 'VMmanager 6');
  await lookAt(page);
  await page.getByLabel('Nodes').fill('101');
  await page.getByRole('button', { name: 'Continue to checkout' }).click();
  await expect(page.getByText('Nodes: enter a whole number from 1 to 100.').first()).toBeVisible();
  await page.getByLabel('Nodes').fill('3');
  await page.getByLabel('Virtual machines').fill('20');
  const total = (await page.getByRole('status').getByText(/^€/).first().innerText()).trim();
  await toCheckout(page);
  await expect(page.getByText('Nodes × 3')).toBeVisible();
  await expect(page.getByText('Virtual machines × 20')).toBeVisible();
  await expect(page.getByRole('button', { name: `Pay ${total}` })).toBeVisible();
  await lookAt(page);
  await pay(page);
  await expect(page.getByText('The licence of the platform is active.')).toBeVisible();
  await expect(page.getByText(total).first()).toBeVisible();
});

test('an ispmanager licence is bought for a server and shows its key', async ({ quietPage: page, shop }) => {
  await choose(page, shop, 'ispmanager licences', 'ispmanager 6 lite');
  await page.getByLabel('IP address of the server').fill('203.0.113.62');
  await toCheckout(page);
  await pay(page);
  await expect(page.getByText('The licence is active.')).toBeVisible();
  const key = page.getByRole('region', { name: 'Your licence key' });
  await expect(key.locator('code').first()).toHaveText(/^\d+-/);
  await lookAt(page);
  await choose(page, shop, 'ispmanager licences', 'ispmanager 6 pro');
  await page.getByLabel('IP address of the server').fill('203.0.113.62');
  await page.getByRole('button', { name: 'Continue to checkout' }).click();
  await expect(page.getByText('This address already has an ispmanager licence').first()).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a platform is bought as far as its payment, and the checkout computes the total', async ({ page, shop }) => {
    await choose(page, shop, 'Platforms', 'VMmanager 6');
    await page.getByLabel('Nodes').fill('0');
    await page.getByRole('button', { name: 'Continue to checkout' }).click();
    await expect(page.getByText('Nodes: enter a whole number from 1 to 100.').first()).toBeVisible();
    await page.getByLabel('Nodes').fill('2');
    await toCheckout(page);
    await expect(page.getByText('Nodes × 2')).toBeVisible();
    await page.getByLabel('E-mail').fill('no-script@example.org');
    await page.getByLabel('Country').selectOption('ES');
    await page.getByRole('button', { name: /^Pay €/ }).click();
    await expect(page).toHaveURL(/\/test-payments\//);
  });
});
