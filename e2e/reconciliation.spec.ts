import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './fixtures.ts';
import type { RunningShop } from './shop.ts';

/** What somebody else with the shop's login does at the supplier. */
async function meddle(shop: RunningShop, action: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${shop.sandboxUrl}/control/meddle`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  });
  if (!response.ok) throw new Error(await response.text());
}

test('what the supplier has and nobody here does is found, adopted by hand and by file, and everything agrees', async ({
  quietPage: page,
  shop,
}) => {
  await meddle(shop, { action: 'add-service', kind: 'addition', pricelist: '9204', licence: '61001' });
  await meddle(shop, { action: 'add-service', kind: 'softexternal', pricelist: '9204', ip: '203.0.113.61' });
  await signIn(page, shop);
  await page.goto(`${shop.url}/admin/reconciliation`);
  await page.getByRole('button', { name: /^Run the reconciliation of/ }).click();
  const found = page.getByRole('row').filter({ hasText: '61001' });
  await expect(found).toContainText('€2.00');
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await found.getByText('Accept with a note').click();
  await found.getByRole('button', { name: 'Accept' }).click();
  await expect(found.getByText('Say why: it stays with the difference.')).toBeVisible();
  await found.getByRole('link', { name: /^Give it to a customer/ }).click();
  await expect(page.getByRole('heading', { name: /^Adopt services of/ })).toBeVisible();
  await expectAccessible(page);
  const row = page.getByRole('row').filter({ hasText: '61001' });
  await row.getByLabel(/^E-mail/).fill('ann@example.org');
  await row.getByRole('button', { name: /^Adopt/ }).click();
  await expect(row.getByRole('alert')).toContainText('the country is needed');
  await row.getByLabel(/^Country/).fill('de');
  await row.getByRole('button', { name: /^Adopt/ }).click();
  await expect(page.getByText(/belongs to ann@example.org now/)).toBeVisible();

  await page.goto(page.url().replace(/\?.*/, ''));
  const other = page.getByRole('row').filter({ hasText: '203.0.113.61' });
  const id = (await other.getByRole('cell').first().innerText()).trim();
  const csv = `upstream_id;email;country\r\n${id};bob@example.org;FR\r\n999999;bob@example.org;FR\r\n`;
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'm.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByText('The supplier’s list does not show this id.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Adopt 1 service' }).click();
  await expect(page.getByText(/adopted: 1, left out: 1/)).toBeVisible();
  await expect(other.getByRole('button', { name: /^Adopt/ })).toHaveCount(0);

  await page.goto(`${shop.url}/admin/reconciliation`);
  await expect(page.getByText('Everything agrees')).toBeVisible();
  await page.getByRole('link', { name: 'Settled' }).click();
  await expect(page.getByRole('row').filter({ hasText: '61001' })).toContainText('Adopted');
  await expectAccessible(page);
});
