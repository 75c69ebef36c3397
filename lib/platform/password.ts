import { hash, verify } from '@node-rs/argon2';

// OWASP's second argon2id profile: 19 MiB, two passes. The library's default algorithm is argon2id.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | null = null;

/** argon2id hash of a password, as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/** Whether the password fits. With no hash it spends the same time on a decoy, so that timing tells nothing (S4). */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no such password');
  const fits = await verify(stored ?? (await decoy), password);
  return stored !== null && fits;
}
