import pino from 'pino';
import { afterEach, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { hashPassword } from '#lib/platform/password.ts';
import { makeShop } from '#test/factories.ts';
import { findStaff } from './find-staff.ts';
import { setPassword } from './set-password.ts';
import { verifySignIn } from './verify-sign-in.ts';

const now = new Date('2026-11-20T14:00:00Z');
const password = 'a long enough password';

afterEach(() => {
  globalThis.panelshopLog = undefined;
});

async function makeStaff() {
  const { storeId } = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
  const userId = newId('usr');
  const email = `${userId.replace('_', '-')}@example.org`;
  await db().user.create({
    data: {
      id: userId,
      email,
      name: 'Sam',
      passwordHash: await hashPassword(password),
      passwordChangedAt: new Date('2026-11-01T00:00:00Z'),
      memberships: { create: { storeId, role: 'support' } },
    },
  });
  return { storeId, userId, email, visitor: { kind: 'visitor', storeId, address: userId } } as const;
}

it('staff sign in with their e-mail in any case, and the audit says so', async () => {
  const { visitor, userId, email, storeId } = await makeStaff();
  const staff = await verifySignIn(visitor, { email: ` ${email.toUpperCase()} `, password }, now);
  expect(staff).toEqual({ kind: 'staff', storeId, userId, email, role: 'support' });
  expect(await db().auditEntry.count({ where: { event: 'staff.signed_in', subjectId: userId, storeId } })).toBe(1);
});

it('a wrong password, an unknown e-mail and the staff of another store are refused alike', async () => {
  const { visitor, email } = await makeStaff();
  const other = await makeStaff();
  const refusals = await Promise.all(
    [
      { email, password: 'wrong' },
      { email: 'nobody@example.org', password },
      { email: other.email, password },
    ].map((input) => verifySignIn(visitor, input, now).catch((error: unknown) => error)),
  );
  for (const refusal of refusals) expect(refusal).toMatchObject({ kind: 'unauthenticated', fact: 'wrong_sign_in' });
});

it('the eleventh attempt from an address for one e-mail in fifteen minutes is refused, even with the right password', async () => {
  const { visitor, email } = await makeStaff();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await expect(verifySignIn(visitor, { email, password: 'wrong' }, now)).rejects.toMatchObject({
      fact: 'wrong_sign_in',
    });
  }
  await expect(verifySignIn(visitor, { email, password }, now)).rejects.toMatchObject({ kind: 'rate_limited' });
  const later = new Date(now.getTime() + 15 * 60_000);
  await expect(verifySignIn(visitor, { email, password }, later)).resolves.toMatchObject({ email });
});

it('whoever guesses from an address does not lock its owner out elsewhere, however often', async () => {
  const { visitor, email } = await makeStaff();
  const guesser = { ...visitor, address: '198.51.100.9' };
  for (let attempt = 0; attempt < 120; attempt += 1) {
    await verifySignIn(guesser, { email, password: 'wrong' }, now).catch(() => null);
  }
  await expect(verifySignIn(visitor, { email, password }, now)).resolves.toMatchObject({ email });
});

it('one e-mail is closed after a hundred attempts from anywhere', async () => {
  const { visitor, email } = await makeStaff();
  const attempt = (address: string) =>
    verifySignIn({ ...visitor, address }, { email, password: 'wrong' }, now).catch((error: unknown) => error);
  for (let index = 0; index < 100; index += 1) {
    expect(await attempt(`192.0.2.${index}`)).toMatchObject({ fact: 'wrong_sign_in' });
  }
  expect(await attempt('203.0.113.1')).toMatchObject({ kind: 'rate_limited' });
});

it('an address has thirty attempts, whatever the e-mails', async () => {
  const { visitor } = await makeStaff();
  const attempt = (index: number) =>
    verifySignIn(visitor, { email: `nobody${index}@example.org`, password }, now).catch((error: unknown) => error);
  for (let index = 0; index < 30; index += 1) expect(await attempt(index)).toMatchObject({ fact: 'wrong_sign_in' });
  expect(await attempt(30)).toMatchObject({ kind: 'rate_limited' });
});

it('a NUL in e-mail or password is a wrong sign-in like any other', async () => {
  const { visitor, email } = await makeStaff();
  for (const input of [
    { email: 'a\u0000b@example.org', password },
    { email: 'half \ud800', password },
    { email, password: 'a\u0000b' },
  ]) {
    await expect(verifySignIn(visitor, input, now)).rejects.toMatchObject({ fact: 'wrong_sign_in' });
  }
});

it('a refused sign-in is logged with its address, without the password and the e-mail', async () => {
  const { visitor, email } = await makeStaff();
  const lines: string[] = [];
  globalThis.panelshopLog = pino({}, { write: (line) => lines.push(line) });
  await verifySignIn(visitor, { email, password: 'a wrong one' }, now).catch(() => null);
  await verifySignIn(visitor, { email: 'typed@password', password: 'a wrong one' }, now).catch(() => null);
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 40,
    address: visitor.address,
    email: 'u…@e…',
    reason: 'wrong_sign_in',
  });
  for (const secret of [email, 'a wrong one', 'typed', 'password"']) expect(lines.join('')).not.toContain(secret);
});

it('whoever loses the membership is no longer staff at the next request', async () => {
  const { userId, storeId } = await makeStaff();
  const session = { userId, signedInAt: now };
  expect(await findStaff(session, storeId, now)).toMatchObject({ role: 'support' });
  await db().membership.delete({ where: { userId_storeId: { userId, storeId } } });
  expect(await findStaff(session, storeId, now)).toBeNull();
});

it('a session ends twelve hours after the sign-in', async () => {
  const { userId, storeId } = await makeStaff();
  const session = { userId, signedInAt: now };
  const end = now.getTime() + 12 * 3_600_000;
  expect(await findStaff(session, storeId, new Date(end - 1))).toMatchObject({ userId });
  expect(await findStaff(session, storeId, new Date(end))).toBeNull();
});

it('a password that the operator sets counts at once, in place of the old one, its sessions and the attempts that failed', async () => {
  const { visitor, email, userId, storeId } = await makeStaff();
  for (let attempt = 0; attempt < 11; attempt += 1) {
    await verifySignIn(visitor, { email, password: 'wrong' }, now).catch(() => null);
  }
  const changed = new Date(now.getTime() + 60_000);
  await setPassword(` ${email.toUpperCase()} `, 'another long password', changed);
  expect(await findStaff({ userId, signedInAt: now }, storeId, changed)).toBeNull();
  await expect(verifySignIn(visitor, { email, password: 'another long password' }, changed)).resolves.toMatchObject({
    email,
  });
  expect(await findStaff({ userId, signedInAt: changed }, storeId, changed)).toMatchObject({ userId });
  await expect(verifySignIn(visitor, { email, password }, changed)).rejects.toMatchObject({ fact: 'wrong_sign_in' });
});

it('the operator cannot set a password that is too short, or that of nobody', async () => {
  const { email } = await makeStaff();
  await expect(setPassword(email, 'too short', now)).rejects.toMatchObject({ fact: 'password_too_short' });
  await expect(setPassword('nobody@example.org', password, now)).rejects.toMatchObject({ fact: 'user_not_found' });
});
