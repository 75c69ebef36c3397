import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './fixtures.ts';
import type { RunningShop } from './shop.ts';
import { OWNER } from './shop.ts';

async function control(shop: RunningShop, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${shop.sandboxUrl}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Buys and pays; ends on the order's status page. */
async function buy(page: Page, shop: RunningShop, licence: string): Promise<string> {
  await page.goto(`${shop.url}/billmgr?module=CloudLinux&license=${licence}`);
  await page.getByLabel('E-mail').fill(`buyer${licence}@example.org`);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await page.getByRole('button', { name: /^Succeed: pay/ }).click();
  await expect(page).toHaveURL(/\/orders\//);
  return page.url();
}

async function openOrder(page: Page, shop: RunningShop, licence: string): Promise<void> {
  await page.goto(`${shop.url}/admin/orders?q=${licence}`);
  await page.getByRole('link', { name: /A-\d+/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test.afterEach(async ({ shop }) => {
  await control(shop, 'faults', []);
  await control(shop, 'settings', { balance: '1000.0000', unknownLicences: [] });
});

test('an unknown outcome is told plainly, staff ask the supplier again, and it is active, bought once', async ({
  quietPage: page,
  shop,
}) => {
  await control(shop, 'faults', [
    { func: 'addition.order.param', fault: 'drop-after', times: 1 },
    { func: 'addition', fault: 'delay', delayMs: 10, times: 1 },
  ]);
  const order = await buy(page, shop, '51001');
  await expect(
    page.getByText(
      'Payment received. The supplier has not answered yet; we are checking. You will not be charged again.',
    ),
  ).toBeVisible();
  await expectAccessible(page);
  await signIn(page, shop);
  await openOrder(page, shop, '51001');
  // On a slow machine the look after five seconds comes first, and then there is nothing left to ask.
  const ask = page.getByRole('button', { name: 'Ask the supplier again' });
  if (await ask.isEnabled()) await ask.click();
  await expect(page.getByText('The supplier’s list shows it as active.')).toBeVisible();
  await page.goto(order);
  await expect(page.getByText('The module is active.')).toBeVisible();
});

test('a refusal says what happens next to the customer and why to staff, and a refund gives the money back', async ({
  quietPage: page,
  shop,
}) => {
  await control(shop, 'settings', { unknownLicences: ['51002'] });
  const order = await buy(page, shop, '51002');
  await expect(page.getByText(/Your payment is safe/).first()).toBeVisible();
  await signIn(page, shop);
  await openOrder(page, shop, '51002');
  await expect(page.getByText(/does not accept this licence/).first()).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole('button', { name: /^Refund/ })
    .first()
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Refund/ })
    .click();
  await expect(page.getByText('The provider gave the money back.')).toBeVisible({ timeout: 20_000 });
  await page.goto(order);
  await expect(page.getByText(/refunded|gave back|given back/i).first()).toBeVisible();
});

test('what would happen is told before anything does, the record is a file, and what waits is listed by its age', async ({
  quietPage: page,
  shop,
}) => {
  await control(shop, 'settings', { unknownLicences: ['51003'] });
  await buy(page, shop, '51003');
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/orders?view=needs_person&sort=oldest`);
  await expect(page.getByRole('columnheader', { name: 'Waits since' })).toBeVisible();
  await expectAccessible(page);
  await openOrder(page, shop, '51003');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Flight record' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^order-A-\d+\.json$/);
  await page.getByRole('link', { name: 'Replay' }).click();
  await expect(page.getByText('Nothing: it waits for a person.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask the supplier first' }).click();
  await expect(page.getByText(/It would be queued at once/)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});

test('a markup is edited live, staged, published, and read by panels within a second', async ({
  quietPage: page,
  request,
  shop,
}) => {
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/prices`);
  await expectAccessible(page);
  const before = await (await request.get(`${shop.url}/?func=pricelist.export&pricelist=9204`)).text();
  const row = page.getByRole('row').filter({ hasText: 'Softaculous' }).filter({ hasText: '1 month' });
  await row
    .getByRole('button', { name: /markup|edit|change/i })
    .first()
    .click();
  await page
    .getByLabel(/percent/i)
    .first()
    .fill('100');
  await page.getByRole('button', { name: /^Save/ }).first().click();
  await expect(
    page
      .getByRole('link', { name: /Publish \d+ change/ })
      .or(page.getByRole('button', { name: /Publish \d+ change/ }))
      .first(),
  ).toBeVisible();
  expect(await (await request.get(`${shop.url}/?func=pricelist.export&pricelist=9204`)).text()).toBe(before);
  await page
    .getByRole('link', { name: /Publish \d+ change/ })
    .or(page.getByRole('button', { name: /Publish \d+ change/ }))
    .first()
    .click();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Publish \d+ change/ }).click();
  await expect
    .poll(async () => (await request.get(`${shop.url}/?func=pricelist.export&pricelist=9204`)).text(), {
      timeout: 3_000,
    })
    .not.toBe(before);
});

test('a rule for all modules changes every price, and taken away it is gone at once', async ({
  quietPage: page,
  shop,
}) => {
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/prices`);
  const row = page
    .getByRole('row')
    .filter({ hasText: 'BitNinja' })
    .filter({ hasText: 'module' })
    .filter({ hasText: 'Trial' });
  const edit = page.getByRole('button', { name: 'Edit the markup of all modules' });
  await edit.click();
  await page.getByLabel('Percent').fill('many');
  await page.getByRole('button', { name: 'Save rule' }).click();
  await expect(page.getByLabel('Percent')).toHaveAccessibleDescription(/Write a percentage/);
  await page.getByLabel('Percent').fill('45');
  await page.getByRole('button', { name: 'Save rule' }).click();
  await expect(page.getByLabel('Percent')).toHaveCount(0);
  await expect(row).toContainText('+45 %');
  await edit.click();
  await page.getByRole('button', { name: 'Remove this rule' }).click();
  await expect(page.getByLabel('Percent')).toHaveCount(0);
  await expect(row).toContainText('+20 %');
});

test('a state has the colour of its meaning, and signing out is in sight on every page', async ({
  quietPage: page,
  shop,
}) => {
  await buy(page, shop, '51010');
  await expect(page.getByText('The module is active.')).toBeVisible();
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/orders?q=51010`);
  const badge = page.getByRole('row').getByText('Active');
  await expect(badge).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  for (const address of ['/admin', '/admin/orders', '/admin/prices', '/admin/mails']) {
    await page.goto(shop.url + address);
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeInViewport({ ratio: 1 });
  }
});

test('every dashboard page is accessible, light and dark, on a phone and a desktop', async ({
  quietPage: page,
  shop,
}) => {
  // Many pages, four times each.
  test.slow();
  await signIn(page, shop);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 375, height: 740 },
    ]) {
      await page.setViewportSize(viewport);
      for (const address of [
        '/admin',
        '/admin/orders',
        '/admin/orders?q=no-such-thing',
        '/admin/prices',
        '/admin/mails',
      ]) {
        await page.goto(shop.url + address);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    }
  }
});

test('the dashboard is closed to strangers, and sign-in tells nothing and slows down', async ({ page, shop }) => {
  await page.goto(`${shop.url}/admin/orders`);
  await expect(page).toHaveURL(/\/sign-in/);
  const messages = new Set<string>();
  for (const email of [OWNER.email, 'nobody@example.org']) {
    await page.goto(`${shop.url}/sign-in`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    messages.add(await page.getByRole('alert').filter({ hasText: /./ }).first().innerText());
  }
  expect(messages.size).toBe(1);
});

test('nothing secret stands in pages, logs or mails', async ({ quietPage: page, shop }) => {
  await buy(page, shop, '51009');
  await signIn(page, shop);
  await openOrder(page, shop, '51009');
  const pages = [await page.content()];
  for (const address of ['/admin', '/admin/mails', '/admin/prices', '/admin/orders']) {
    await page.goto(shop.url + address);
    pages.push(await page.content());
  }
  const log = shop.output().replaceAll(/^ +Dashboard[\s\S]*?\n\n/gm, '');
  for (const secret of ['sandbox-password', OWNER.password, encodeURIComponent(OWNER.password)]) {
    for (const text of [...pages, log]) expect(text).not.toContain(secret);
  }
});
