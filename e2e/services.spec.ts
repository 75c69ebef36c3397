import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './fixtures.ts';
import type { RunningShop } from './shop.ts';

/** Buys a module and ends on its service's page in the dashboard. */
async function openService(page: Page, shop: RunningShop, licence: string): Promise<void> {
  await page.goto(`${shop.url}/billmgr?module=CloudLinux&license=${licence}`);
  await page.getByLabel('E-mail').fill(`buyer${licence}@example.org`);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await page.getByRole('button', { name: /^Succeed: pay/ }).click();
  await expect(page.getByText('The module is active.')).toBeVisible();
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/services?q=${licence}`);
  await expectAccessible(page);
  await page.getByRole('row').filter({ hasText: licence }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function prolongations(shop: RunningShop): Promise<number> {
  const state: unknown = await (await fetch(`${shop.sandboxUrl}/control/state.json`)).json();
  return JSON.stringify(state).split('"kind":"prolong"').length - 1;
}

test('a renewal shows its date and cost before the button, and is charged once', async ({ quietPage: page, shop }) => {
  await openService(page, shop, '52001');
  await page.getByRole('link', { name: 'Renew' }).click();
  await expect(page.getByText('Then until')).toBeVisible();
  await expectAccessible(page);
  const before = await prolongations(shop);
  await page.getByRole('button', { name: /^Renew for €/ }).dblclick();
  await expect(page.getByText('The renewal is done.')).toBeVisible();
  expect(await prolongations(shop)).toBe(before + 1);
  await expectAccessible(page);
});

test('a module moves to another licence and is deleted after its id was typed', async ({ quietPage: page, shop }) => {
  await openService(page, shop, '52002');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('Licence', { exact: true }).fill('52003');
  await page.getByRole('button', { name: 'Change at the supplier' }).click();
  await expect(page.getByText('The change is done.')).toBeVisible();
  await expect(page.getByText('52003').first()).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByLabel(/^Type \d+ to confirm/).fill('1');
  await page.getByRole('button', { name: /^Delete service/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Type the service’s id' })).toBeVisible();
  const label = await page.getByText(/^Type \d+ to confirm$/).innerText();
  await page.getByLabel(/^Type \d+ to confirm/).fill(/\d+/.exec(label)?.[0] ?? '');
  await page.getByRole('button', { name: /^Delete service/ }).click();
  await expect(page.getByText('The deletion is done.')).toBeVisible();
});

test('the pages of services are accessible, light and dark, on a phone and a desktop', async ({
  quietPage: page,
  shop,
}) => {
  await openService(page, shop, '52004');
  const service = new URL(page.url()).pathname;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 320, height: 740 },
    ]) {
      await page.setViewportSize(viewport);
      for (const address of ['/admin/services', '/admin/services?view=suspended', service, `${service}?renew=1`]) {
        await page.goto(shop.url + address);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    }
  }
});
