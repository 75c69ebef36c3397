import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import { sign } from '#lib/platform/crypto.ts';
import { passwordFits } from '#lib/platform/password.ts';
import { takeRateLimit } from '#lib/platform/rate-limit.ts';

/** What became of credentials. */
export type PanelLogin =
  | { readonly kind: 'customer'; readonly customerId: string }
  | { readonly kind: 'wrong' | 'too_many' };

const REMEMBERED_MS = 5 * 60_000;
const MAX_REMEMBERED = 1_000;
const MAX_LENGTH = 512;
const WINDOW_SECONDS = 15 * 60;
const PER_NAME_AND_ADDRESS = 10;
const PER_ADDRESS = 60;
const PER_NAME = 60;

type Remembered = { readonly customerId: string; readonly until: number };

/** Verified credentials under their keyed hash, because a password hash on every read would cost 60 ms each. */
const remembered = new Map<string, Remembered>();

/** Counts a try. Each limit is asked only when the one before it has room, so that no address alone uses a name's tries up. */
async function mayTry(storeId: string, email: string, address: string, now: Date): Promise<boolean> {
  // Counted under a hash: a person may have put the password before the colon.
  const name = sign('panel-login', `${storeId}\n${email}`).slice(0, 32);
  return (
    (await takeRateLimit(`panel-login:${address}`, PER_ADDRESS, WINDOW_SECONDS, now)) &&
    (await takeRateLimit(`panel-login:${address}:${name}`, PER_NAME_AND_ADDRESS, WINDOW_SECONDS, now)) &&
    (await takeRateLimit(`panel-login:name:${name}`, PER_NAME, WINDOW_SECONDS, now))
  );
}

async function fitsNow(stored: string | null, password: string): Promise<boolean | 'too_many'> {
  try {
    return await passwordFits(stored, password);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'rate_limited') return 'too_many';
    throw error;
  }
}

/**
 * Checks `authinfo`: the customer's e-mail up to the first colon, then the password that he typed into the panel
 * (protocol.md 2.3). Tries are limited by address, by address and name, and by name; how many are checked at once is limited too. The
 * answer and its time do not tell a wrong name.
 */
export async function checkAuthinfo(
  storeId: string,
  authinfo: string,
  address: string,
  now: Date,
): Promise<PanelLogin> {
  const colon = authinfo.indexOf(':');
  if (colon < 1 || authinfo.length > MAX_LENGTH) return { kind: 'wrong' };
  const key = sign('panel-login', `${storeId}\n${authinfo}`);
  const known = remembered.get(key);
  if (known && known.until > now.getTime()) return { kind: 'customer', customerId: known.customerId };

  const email = authinfo.slice(0, colon).trim().toLowerCase();
  if (!(await mayTry(storeId, email, address, now))) return { kind: 'too_many' };
  const customer = email.includes('\u0000')
    ? null
    : await db().customer.findUnique({
        where: { storeId_email: { storeId, email: email.toWellFormed() } },
        select: { id: true, panelPasswordHash: true },
      });
  const fits = await fitsNow(customer?.panelPasswordHash ?? null, authinfo.slice(colon + 1));
  if (fits === 'too_many') return { kind: 'too_many' };
  if (!customer || !fits) return { kind: 'wrong' };
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(key, { customerId: customer.id, until: now.getTime() + REMEMBERED_MS });
  return { kind: 'customer', customerId: customer.id };
}
