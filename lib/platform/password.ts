import { hash, verify } from '@node-rs/argon2';
import { AppError } from '#lib/domain/errors.ts';

// OWASP's second argon2id profile: 19 MiB, two passes. The library's default algorithm is argon2id.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Half of libuv's threads, so that guesses do not keep files and name look-ups waiting.
const AT_ONCE = 2;
const MAX_WAITING = 16;

declare global {
  // Next bundles this file a second time; both copies share the turns.
  var panelshopVerifications: { running: number; waiting: (() => void)[] } | undefined;
}

let decoy: Promise<string> | null = null;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turns = (globalThis.panelshopVerifications ??= { running: 0, waiting: [] });
  if (turns.running < AT_ONCE) {
    turns.running += 1;
  } else {
    if (turns.waiting.length >= MAX_WAITING) {
      throw new AppError(
        'rate_limited',
        'too_many_at_once',
        'Too many sign-ins are checked at this moment. Wait a few seconds, then try again.',
      );
    }
    await new Promise<void>((resolve) => {
      turns.waiting.push(resolve);
    });
  }
  try {
    return await work();
  } finally {
    // The turn goes to the next one as it is, so that nobody comes in between.
    const next = turns.waiting.shift();
    if (next) next();
    else turns.running -= 1;
  }
}

/** argon2id hash of a password, as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/**
 * Whether the password fits. With no hash it spends the same time on a decoy, so that timing tells nothing (S4). Two are checked at
 * once and 16 wait; further ones are refused with `rate_limited`.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  return inTurn(async () => {
    decoy ??= hashPassword('no such password');
    const fits = await verify(stored ?? (await decoy), password);
    return stored !== null && fits;
  });
}
