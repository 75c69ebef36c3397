import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, signIn, test } from './fixtures.ts';
import { OWNER, startShop } from './shop.ts';

test('whatever is asked of next-auth, the shop does not fail and tells nothing of its inside', async ({
  request,
  shop,
}) => {
  const odd = [
    'callback/credentials',
    'error?error=%00',
    'error?error=Invalid%20prisma',
    'signin?callbackUrl=%00',
    'csrf?callbackUrl=javascript:0',
    'session',
    'providers',
    '_log',
    '%00',
  ];
  for (const path of odd) {
    const response = await request.get(`${shop.url}/api/auth/${path}`, { maxRedirects: 0 });
    expect(response.status(), path).toBeLessThan(500);
    expect(response.headers()['location'] ?? '/sign-in', path).toBe('/sign-in');
  }
  for (const data of ['{', '[]', 'null', '{"csrfToken":{},"callbackUrl":1}']) {
    const response = await request.post(`${shop.url}/api/auth/callback/credentials`, {
      data,
      headers: { 'content-type': 'application/json' },
      maxRedirects: 0,
    });
    expect(response.status(), data).toBeLessThan(500);
  }
});

test('next-auth’s own sign-in refuses a NUL like any wrong password, and a right one opens the dashboard', async ({
  request,
  shop,
}) => {
  const { csrfToken } = await (await request.get(`${shop.url}/api/auth/csrf`)).json();
  const post = async (email: string) =>
    request.post(`${shop.url}/api/auth/callback/credentials`, {
      form: { csrfToken, email, password: OWNER.password },
      maxRedirects: 0,
    });
  const refused = await post('a\u0000@example.org');
  expect(refused.headers()['location']).toMatch(/\/api\/auth\/error\?error=CredentialsSignin&provider=credentials$/);
  await post(OWNER.email);
  const dashboard = await request.get(`${shop.url}/admin`, { maxRedirects: 0 });
  expect(dashboard.status()).toBe(200);
});

test('a sign-in whose link was tampered with leads to the dashboard', async ({ quietPage: page, shop }) => {
  await page.goto(`${shop.url}/sign-in?next=${encodeURIComponent('/admin/ä\r\nx: y')}`);
  // As a form that somebody else has filled in.
  await page.locator('input[name=next]').evaluate((input: HTMLInputElement) => (input.value = '/admin/ä\u0001'));
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/admin$/);
});

test('an address whose id is none is not found, and no form fails over a NUL', async ({
  request,
  quietPage: page,
  shop,
}) => {
  for (const path of ['orders/%00', 'checkout/qte_%00', 'test-payments/%00', 'orders/ABC']) {
    expect((await request.get(`${shop.url}/${path}`)).status(), path).toBeLessThan(500);
  }
  await signIn(page, shop);
  for (const path of ['admin/orders/%00', 'admin/mails/%00', 'admin/orders?q=%00']) {
    expect((await page.request.get(`${shop.url}/${path}`)).status(), path).toBeLessThan(500);
  }
});

test('another password ends the sessions that began with the old one', async ({ page }) => {
  const shop = await startShop();
  try {
    await signIn(page, shop);
    const NEW_PASSWORD = 'another long password';
    await promisify(execFile)(process.execPath, ['scripts/set-password.ts', OWNER.email], {
      env: { ...process.env, DATA_DIR: shop.directory, DATABASE_URL: '', NEW_PASSWORD },
    });
    await page.goto(`${shop.url}/admin/orders`);
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fadmin%2Forders$/);
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/admin\/orders$/);
  } finally {
    await shop.stop();
  }
});
