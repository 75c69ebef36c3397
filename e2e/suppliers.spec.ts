import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './fixtures.ts';
import type { RunningShop } from './shop.ts';

async function control(shop: RunningShop, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${shop.sandboxUrl}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

test.afterEach(({ shop }) => control(shop, 'faults', []));

test('a connection check says in plain words what is wrong at the supplier, and that it is well again', async ({
  quietPage: page,
  shop,
}) => {
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/upstream`);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Sandbox', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sandbox' })).toBeVisible();
  await control(shop, 'faults', [{ func: '*', fault: 'two-factor' }]);
  await page.getByRole('button', { name: 'Check the connection now' }).click();
  await expect(page.getByText(/Switch it off for this account at the supplier, or use another account/)).toBeVisible();
  await expectAccessible(page);
  await control(shop, 'faults', []);
  await page.getByRole('button', { name: 'Check the connection now' }).click();
  await expect(page.getByText(/Signed in as/)).toBeVisible();
  await expect(page.getByText(/Switch it off/)).toHaveCount(0);
  await expect(page.getByRole('img', { name: /^Balance from/ })).toBeVisible();
});

test('a balance below the minimal one is told on every page until the minimum fits', async ({
  quietPage: page,
  shop,
}) => {
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/upstream`);
  await page.getByRole('link', { name: 'Sandbox', exact: true }).click();
  const minimal = page.getByLabel(/^Minimal balance/);
  await minimal.fill('lots');
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await expect(minimal).toHaveAccessibleDescription(/Write an amount/);
  await minimal.fill('900000');
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  const account = page.url();
  await page.goto(`${shop.url}/admin/mails`);
  await expect(page.getByText(/less than its minimal balance/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(account);
  await minimal.fill('0');
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await expect(page.getByText(/less than its minimal balance/)).toHaveCount(0);
});

test('an account is added, checked at once, and switched off; its password is never shown', async ({
  quietPage: page,
  shop,
}) => {
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/upstream/new`);
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
  await page.getByLabel('Name', { exact: true }).fill('Second supplier');
  await page.getByLabel('Address', { exact: true }).fill('http://10.0.0.1/billmgr');
  await page.getByLabel('Login', { exact: true }).fill('reseller2');
  await page.getByLabel('Password at the supplier').fill('a secret of the second');
  const add = page.getByRole('button', { name: 'Add the account and check it' });
  await add.click();
  await expect(page.getByLabel('Address', { exact: true })).toHaveAccessibleDescription(/private network/);
  await page.getByLabel('Address', { exact: true }).fill('https://supplier.invalid/billmgr');
  await add.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Second supplier' })).toBeVisible();
  await expect(page.getByText(/No host has this name/)).toBeVisible();
  expect(await page.content()).not.toContain('a secret of the second');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Switch the account off' }).click();
  await expect(page.getByText('Switched off', { exact: true })).toBeVisible();
  await page.goto(`${shop.url}/admin/upstream`);
  await expectNoSidewaysScroll(page);
  await expect(page.getByRole('row').filter({ hasText: 'Second supplier' })).toContainText('Switched off');
});
