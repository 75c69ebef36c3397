import { expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { hashPassword } from '#lib/platform/password.ts';
import { makeShop } from '#test/factories.ts';
import { findStaff } from './find-staff.ts';
import { setPassword } from './set-password.ts';
import { verifySignIn } from './verify-sign-in.ts';

const now = new Date('2026-11-20T14:00:00Z');
const password = 'a long enough password';

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

it('the eleventh attempt in fifteen minutes is refused even with the right password, from any address', async () => {
  const { visitor, email } = await makeStaff();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const from = { ...visitor, address: `${visitor.address}-${attempt}` };
    await expect(verifySignIn(from, { email, password: 'wrong' }, now)).rejects.toMatchObject({
      fact: 'wrong_sign_in',
    });
  }
  await expect(verifySignIn({ ...visitor, address: 'fresh' }, { email, password }, now)).rejects.toMatchObject({
    kind: 'rate_limited',
  });
  const later = new Date(now.getTime() + 15 * 60_000);
  await expect(verifySignIn(visitor, { email, password }, later)).resolves.toMatchObject({ email });
});

it('whoever loses the membership is no longer staff at the next request', async () => {
  const { userId, storeId } = await makeStaff();
  expect(await findStaff(userId, storeId)).toMatchObject({ role: 'support' });
  await db().membership.delete({ where: { userId_storeId: { userId, storeId } } });
  expect(await findStaff(userId, storeId)).toBeNull();
});

it('a password that the operator sets counts at once, in place of the old one and of the attempts that failed', async () => {
  const { visitor, email } = await makeStaff();
  for (let attempt = 0; attempt < 11; attempt += 1) {
    const from = { ...visitor, address: `${visitor.address}-${attempt}` };
    await verifySignIn(from, { email, password: 'wrong' }, now).catch(() => null);
  }
  await setPassword(` ${email.toUpperCase()} `, 'another long password');
  await expect(verifySignIn(visitor, { email, password: 'another long password' }, now)).resolves.toMatchObject({
    email,
  });
  await expect(verifySignIn(visitor, { email, password }, now)).rejects.toMatchObject({ fact: 'wrong_sign_in' });
});

it('the operator cannot set a password that is too short, or that of nobody', async () => {
  const { email } = await makeStaff();
  await expect(setPassword(email, 'too short')).rejects.toMatchObject({ fact: 'password_too_short' });
  await expect(setPassword('nobody@example.org', password)).rejects.toMatchObject({ fact: 'user_not_found' });
});
