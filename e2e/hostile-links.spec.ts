import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts';

const GOOD = { module: 'CloudLinux', license: '234256', ip: '203.0.113.7', module_id: '9203' };
const MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(2)>';

const LINKS: readonly (readonly [string, string])[] = [
  ['markup in the module', new URLSearchParams({ ...GOOD, module: MARKUP, module_id: '' }).toString()],
  ['markup in the licence', new URLSearchParams({ ...GOOD, license: MARKUP }).toString()],
  ['markup in the IP', new URLSearchParams({ ...GOOD, ip: MARKUP }).toString()],
  ['markup in the module id', new URLSearchParams({ ...GOOD, module_id: MARKUP }).toString()],
  ['control characters', new URLSearchParams({ ...GOOD, license: '23\u0000\r\nSet-Cookie: a=b' }).toString()],
  ['no licence', 'module=CloudLinux&module_id=9203'],
  ['a licence that is no number', new URLSearchParams({ ...GOOD, license: 'abc' }).toString()],
  ['a licence of many digits', new URLSearchParams({ ...GOOD, license: '9'.repeat(4000) }).toString()],
  ['an IP that is none', new URLSearchParams({ ...GOOD, ip: '999.1.1.1' }).toString()],
  ['an unknown module', new URLSearchParams({ ...GOOD, module: 'NoSuchModule', module_id: '424242' }).toString()],
  ['broken percent signs', 'module=%E0%A4%A&license=%zz&ip=%'],
  ['parameters as lists', 'module[]=CloudLinux&module=&license[]=1'],
  ['wrong values first, good ones second', `module=x&license=y&${new URLSearchParams(GOOD).toString()}`],
  ['two licences', `${new URLSearchParams(GOOD).toString()}&license=99`],
  ['a query of 20 kB', `module=CloudLinux&license=1&x=${'a'.repeat(12_000)}&ip=${'1'.repeat(8_000)}`],
];

for (const [name, query] of LINKS) {
  test(`a Buy link with ${name} gives a designed page with 4xx`, async ({ page, shop }) => {
    const response = await page.goto(`${shop.url}/billmgr?${query}`);
    expect(response?.status()).toBeGreaterThanOrEqual(400);
    expect(response?.status()).toBeLessThan(500);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await response?.text()).not.toContain('<script>alert');
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
  });
}

test('a megabyte in the address or the body is refused and the shop stays up', async ({ request, shop }) => {
  const long = await request.get(`${shop.url}/billmgr?module=${'a'.repeat(1_000_000)}`).catch(() => null);
  expect(long === null || (long.status() >= 400 && long.status() < 500)).toBe(true);
  const body = await request
    .post(`${shop.url}/billmgr`, { form: { ...GOOD, license: '1'.repeat(2_000_000) } })
    .catch(() => null);
  expect(body === null || (body.status() >= 400 && body.status() < 500)).toBe(true);
  expect((await request.get(`${shop.url}/api/health`)).ok()).toBe(true);
});

test('the pages for bad links, the landing page and the sign-in are accessible on a phone and a desktop', async ({
  quietPage: page,
  shop,
}) => {
  const addresses = [
    '/',
    '/sign-in',
    '/no-such-page',
    '/catalogue',
    '/catalogue/none',
    '/checkout/none',
    '/orders/none',
    '/billmgr?license=1&module=NoSuchModule',
    '/billmgr?module=CloudLinux',
    '/billmgr?module=CloudLinux&license=x',
  ];
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 375, height: 740 },
    { width: 320, height: 640 },
  ]) {
    await page.setViewportSize(viewport);
    for (const address of addresses) {
      await page.goto(shop.url + address);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  }
});

test('a panel reads prices in every documented form, and other functions are answered as missing', async ({
  request,
  shop,
}) => {
  for (const path of ['/', '/billmgr', '/manager/billmgr']) {
    const xml = await request.get(
      `${shop.url}${path}?func=pricelist.export&itemtype=addition&onlyavailable=on&out=xml`,
    );
    expect(xml.status()).toBe(200);
    expect(await xml.text()).toContain('<additionintname>CloudLinux</additionintname>');
    const form = await request.post(`${shop.url}${path}`, {
      form: { func: 'pricelist.export', itemtype: 'addition', out: 'json' },
    });
    expect(JSON.stringify(await form.json())).toContain('"$cost":"12.9000"');
    const other = await request.get(`${shop.url}${path}?func=no.such.function&out=xml`);
    expect(other.status()).toBe(200);
    expect(await other.text()).toContain('<error type="missed" object="func"');
  }
});
