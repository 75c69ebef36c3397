import { expect, it } from 'vitest';
import { keepSignedInAt, sessionOf, tokenOf } from './session-token.ts';

const signedInAt = new Date('2026-11-20T14:00:00Z');

it('a token says whose it is and when the sign-in was', () => {
  expect(sessionOf(tokenOf({ userId: 'usr_1', signedInAt }, 'ann@example.org'))).toEqual({
    userId: 'usr_1',
    signedInAt,
  });
});

it('the instant of the sign-in is set once: reading the token again does not move it', () => {
  const first = keepSignedInAt({ sub: 'usr_1' }, { id: 'usr_1', signedInAt: signedInAt.getTime() });
  const again = keepSignedInAt({ ...first, iat: 1, exp: 2 }, undefined);
  expect(sessionOf(again)).toEqual({ userId: 'usr_1', signedInAt });
});

it.each([{ sub: 'usr_1' }, { sub: '', signedInAt: 1 }, { sub: 'usr_1', signedInAt: '1' }, null])(
  'the token %j is no session',
  (token) => {
    expect(sessionOf(token)).toBeNull();
  },
);
