import AxeBuilder from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import type { RunningShop } from './shop.ts';
import { OWNER, startShop } from './shop.ts';

/** A journey's tools: one shop for all tests of a worker, and a page that fails the test when its console does. */
export const test = base.extend<{ quietPage: Page }, { shop: RunningShop }>({
  shop: [
    // Playwright reads the names of the fixtures from this pattern; there are none.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const shop = await startShop();
      await use(shop);
      await shop.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  quietPage: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      // The browser itself reports every 4xx page; the tests that want one look at its status.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** No violation of WCAG 2.2 AA that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }))).toEqual([]);
}

/** No sideways scrolling of the page itself. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(view ?? 0);
}

/** Sessions of the owner: to sign in again and again from one address would be refused. */
const sessions = new WeakMap<RunningShop, Awaited<ReturnType<BrowserContext['cookies']>>>();

/** Signs the owner in, at the first time through the form, and ends on the dashboard. */
export async function signIn(page: Page, shop: RunningShop): Promise<void> {
  const session = sessions.get(shop);
  if (session) {
    await page.context().addCookies(session);
    await page.goto(`${shop.url}/admin`);
    await expect(page).toHaveURL(/\/admin$/);
    return;
  }
  await page.goto(`${shop.url}/sign-in`);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/admin$/);
  sessions.set(shop, await page.context().cookies(shop.url));
}
