import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './fixtures.ts';
import type { RunningShop } from './shop.ts';

let licence = 234_000;

/** From the panel's module page to the payment page. */
async function buyUntilPayment(page: Page, shop: RunningShop, look: (page: Page) => Promise<void>): Promise<string> {
  licence += 1;
  await page.goto(`${shop.sandboxUrl}/panel?license=${licence}&ip=203.0.113.7`);
  await look(page);
  await page.getByRole('link', { name: 'Buy CloudLinux' }).click();
  await expect(page).toHaveURL(/\/checkout\/[0-9a-z]{32}$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('CloudLinux');
  await expect(page.getByText(String(licence))).toBeVisible();
  await look(page);
  await page.getByRole('radio', { name: /12 months/ }).check();
  await expect(page.getByRole('button', { name: 'Pay €134.90' })).toBeVisible();
  await page.getByRole('radio', { name: /^1 month/ }).check();
  await page.getByLabel('E-mail').fill(`buyer${licence}@example.org`);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByRole('button', { name: 'Pay €12.90' }).click();
  await expect(page).toHaveURL(/\/test-payments\//);
  await look(page);
  return String(licence);
}

async function lookAt(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

for (const [name, viewport] of [
  ['1280 px', { width: 1280, height: 800 }],
  ['375 px', { width: 375, height: 740 }],
] as const) {
  test.describe(`at ${name}`, () => {
    test.use({ viewport });

    test('a customer presses Buy in the panel and ends with the module installed; staff find the order', async ({
      quietPage: page,
      shop,
    }) => {
      const bought = await buyUntilPayment(page, shop, lookAt);
      const paidAt = Date.now();
      await page.getByRole('button', { name: /^Succeed: pay/ }).click();
      await expect(page).toHaveURL(/\/orders\/[0-9a-z]{32}/);
      await expect(page.getByText('The module is active.')).toBeVisible();
      expect(Date.now() - paidAt).toBeLessThan(5_000);
      await lookAt(page);

      await page.goto(`${shop.sandboxUrl}/panel?license=${bought}&ip=203.0.113.7`);
      await expect(page.getByText(/Installed until/)).toHaveCount(0);
      await page.getByRole('button', { name: 'Update license information' }).click();
      await expect(page.getByText(/Installed until/)).toHaveCount(1);

      await signIn(page, shop);
      await page.goto(`${shop.url}/admin/orders`);
      await page.getByRole('searchbox').fill(bought);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: /A-\d+/ }).first().click();
      await expect(page.getByText(bought).first()).toBeVisible();
      await expect(page.getByText('The supplier accepted the order.')).toBeVisible();
      await lookAt(page);
    });
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a customer comes as far as the payment page, pays, and sees the order', async ({ page, shop }) => {
    await page.goto(`${shop.sandboxUrl}/panel?license=99001&ip=203.0.113.7`);
    await page.getByRole('link', { name: 'Buy KernelCare' }).click();
    await page.getByRole('radio', { name: /12 months/ }).check();
    await page.getByLabel('E-mail').fill('no-script@example.org');
    await page.getByLabel('Country').selectOption('ES');
    const button = page.getByRole('button', { name: /^Pay €/ });
    const amount = (await button.innerText()).replace('Pay ', '');
    await button.click();
    await expect(page).toHaveURL(/\/test-payments\//);
    await expect(page.locator('main')).toContainText(amount);
    await page.getByRole('button', { name: /^Succeed: pay/ }).click();
    await expect(page).toHaveURL(/\/orders\//);
    await expect(page.getByText(amount).first()).toBeVisible();
  });

  test('a wrong e-mail is said in place and nothing else is lost', async ({ page, shop }) => {
    await page.goto(`${shop.sandboxUrl}/panel?license=99002&ip=203.0.113.7`);
    await page.getByRole('link', { name: 'Buy KernelCare' }).click();
    await page.getByRole('radio', { name: /12 months/ }).check();
    await page.getByLabel('E-mail').fill('nobody@nowhere');
    await page.getByLabel('Country').selectOption('ES');
    await page.getByRole('button', { name: /^Pay €/ }).click();
    await expect(page.getByText('Enter an e-mail address such as name@example.org.').first()).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveValue('nobody@nowhere');
    await expect(page.getByLabel('Country')).toHaveValue('ES');
    await expect(page.getByRole('radio', { name: /12 months/ })).toBeChecked();
  });
});

test('each choice of the test provider ends as it says', async ({ quietPage: page, shop }) => {
  await buyUntilPayment(page, shop, async () => {});
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByRole('button', { name: /Try again/ })).toBeVisible();
  await page.getByRole('button', { name: /Try again/ }).click();
  await page.getByRole('button', { name: 'Succeed and notify twice' }).click();
  await expect(page.getByText('The module is active.')).toBeVisible();

  await buyUntilPayment(page, shop, async () => {});
  await page.getByRole('button', { name: 'Succeed and never notify' }).click();
  await expect(page.getByText('The module is active.')).toBeVisible({ timeout: 30_000 });

  await buyUntilPayment(page, shop, async () => {});
  await page.getByRole('button', { name: 'Succeed after 5 seconds' }).click();
  await expect(page.getByText('The module is active.')).toBeVisible({ timeout: 30_000 });
});
