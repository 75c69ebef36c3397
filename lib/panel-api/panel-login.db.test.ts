import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { hashPassword } from '#lib/platform/password.ts';
import { hostOf, moduleNames, panelOf } from '#test/ask-panel.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';

const clock = new TestClock();
let sandbox: TestSandbox;
let shop: TestShop;
let panel: ReturnType<typeof panelOf>;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
  panel = panelOf(await hostOf(shop), clock);
});
afterAll(() => sandbox.close());

describe('authinfo', () => {
  const withLogin = async (authinfo: string, address = '198.51.100.1') =>
    panel.call({ func: 'pricelist.export', authinfo }, { address });

  test('the right one gets the list, a wrong one the fault: never the anonymous list', async () => {
    const panelPasswordHash = await hashPassword('pa:ss word');
    await db().customer.create({
      data: { id: newId('cus'), storeId: shop.storeId, email: 'ann@example.org', country: 'DE', panelPasswordHash },
    });
    await db().customer.create({
      data: { id: newId('cus'), storeId: shop.storeId, email: 'no-panel@example.org', country: 'DE' },
    });
    for (const authinfo of ['ann@example.org:pa:ss word', 'Ann@Example.org:pa:ss word', 'ann@example.org:pa:ss word']) {
      expect(moduleNames(await withLogin(authinfo))).toContain('CloudLinux');
    }
    const wrong = [
      'ann@example.org:wrong',
      'ann@example.org',
      'nobody@example.org:x',
      'no-panel@example.org:',
      ':',
      '',
      `${'x'.repeat(600)}:y`,
      'a\u0000b:c',
    ];
    for (const authinfo of wrong) {
      const xml = await withLogin(authinfo, '198.51.100.2');
      expect(xml).toContain('<error type="auth" object="badpassword" lang="en">');
      expect(xml).not.toContain('<pricelist>');
    }
    const other = await makeOpenShop({ url: sandbox.url }, clock.now());
    expect(
      await panel.call(
        { func: 'pricelist.export', authinfo: 'ann@example.org:pa:ss word' },
        { host: await hostOf(other) },
      ),
    ).toContain('badpassword');
  });

  test('tries are limited by address and name, and what was verified goes on', async () => {
    const tries = Array.from({ length: 12 }, (_, index) => `mallory@example.org:try${index}`);
    const answers: string[] = [];
    for (const authinfo of tries) answers.push(await withLogin(authinfo, '198.51.100.3'));
    expect(answers.slice(0, 10).every((xml) => xml.includes('Invalid username or password'))).toBe(true);
    expect(answers.slice(10).every((xml) => xml.includes('Too many attempts') && xml.includes('badpassword'))).toBe(
      true,
    );
    expect(moduleNames(await withLogin('ann@example.org:pa:ss word', '198.51.100.3'))).toContain('CloudLinux');
    clock.pass(16 * 60);
    expect(await withLogin('mallory@example.org:again', '198.51.100.3')).toContain('Invalid username or password');
  });

  test('tries for one name are limited across addresses, and leave other names alone', async () => {
    clock.pass(16 * 60);
    const answers: string[] = [];
    for (let index = 0; index < 61; index += 1) {
      answers.push(await withLogin(`victim@example.org:try${index}`, `203.0.113.${Math.floor(index / 10)}`));
    }
    expect(answers.slice(0, 60).every((xml) => xml.includes('Invalid username or password'))).toBe(true);
    expect(answers[60]).toContain('Too many attempts');
    expect(await withLogin('another@example.org:try', '203.0.113.6')).toContain('Invalid username or password');
  });

  test('of a burst from many addresses some are checked, the rest are told to wait', async () => {
    clock.pass(16 * 60);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => withLogin(`burst${index}@example.org:x`, `192.0.2.${index}`)),
    );
    expect(answers.every((xml) => xml.includes('<error type="auth" object="badpassword" lang="en">'))).toBe(true);
    expect(answers.some((xml) => xml.includes('Invalid username or password'))).toBe(true);
    expect(answers.some((xml) => xml.includes('Too many attempts'))).toBe(true);
  });

  test('nothing that was typed is kept in readable form', async () => {
    await withLogin('s3cret-name@example.org:s3cret-word', '198.51.100.4');
    const rows = await db().rateLimit.findMany();
    expect(JSON.stringify(rows)).not.toContain('s3cret');
  });
});
