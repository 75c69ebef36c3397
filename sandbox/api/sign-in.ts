import { randomBytes } from 'node:crypto';
import { namesFunction } from '../fault-rules.ts';
import type { Sandbox } from '../sandbox.ts';
import { param, type ApiFunction, type Call } from './call.ts';
import { textElement } from './document.ts';
import { Refusal } from './refusal.ts';

const SESSION_MS = 3_600_000;
const ANONYMOUS_FUNCTIONS: ReadonlySet<string> = new Set(['pricelist.export', 'auth']);

/**
 * Refuses a call that is not signed in. Credentials that are there must be right, even for the public price list.
 */
export function requireSignIn(call: Call): void {
  const { sandbox, params, func, now } = call;
  if (func === 'auth') return;
  const authinfo = params.get('authinfo');
  const session = params.get('auth');
  if (authinfo !== null) {
    checkPassword(sandbox, authinfo);
  } else if (session !== null) {
    const usedAt = sandbox.sessions.get(session);
    if (usedAt === undefined || now.getTime() - usedAt > SESSION_MS) throw new Refusal('access', 'session');
    sandbox.sessions.set(session, now.getTime());
  } else if (ANONYMOUS_FUNCTIONS.has(func)) {
    return;
  } else {
    throw new Refusal('auth', 'badpassword');
  }
  const { twoFactor, denied } = sandbox.state.settings;
  if (denied.some((pattern) => namesFunction(pattern, func))) throw new Refusal('access', func);
  if (twoFactor && func !== 'whoami') throw new Refusal('extraconfirm', func);
}

/** `func=auth`: gives a session for a user name and a password. */
export const openSession: ApiFunction = (call) => {
  const { sandbox, params, now } = call;
  checkPassword(sandbox, params.get('authinfo') ?? `${param(call, 'username')}:${params.get('password') ?? ''}`);
  const id = randomBytes(12).toString('hex');
  sandbox.sessions.set(id, now.getTime());
  return [textElement('auth', id, { id, level: '16' })];
};

/** The user name is up to the first colon; the password may hold more of them (protocol.md 2.3). */
function checkPassword(sandbox: Sandbox, authinfo: string): void {
  const colon = authinfo.indexOf(':');
  const isRight =
    colon > 0 && authinfo.slice(0, colon) === sandbox.user && authinfo.slice(colon + 1) === sandbox.password();
  if (!isRight) throw new Refusal('auth', 'badpassword');
}
