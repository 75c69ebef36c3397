/** Rates are counts of hundred-millionths: store currency per unit of the account's currency. */
const RATE_UNIT = 100_000_000n;

/** A rate set longer ago than this is stale: nothing is published by it. */
export const RATE_STALE_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** Parses a rate such as "1.0825", at most eight decimals; null when it is none or not above zero. */
export function parseRate(text: string): bigint | null {
  const match = /^(\d{1,7})(?:\.(\d{1,8}))?$/.exec(text.trim());
  if (!match) return null;
  const rate = BigInt(match[1] ?? '0') * RATE_UNIT + BigInt((match[2] ?? '').padEnd(8, '0'));
  return rate > 0n ? rate : null;
}

/** A rate as people write it, without needless zeros. */
export function formatRate(rate: bigint): string {
  const fraction = (rate % RATE_UNIT).toString().padStart(8, '0').replace(/0+$/, '');
  return fraction === '' ? (rate / RATE_UNIT).toString() : `${rate / RATE_UNIT}.${fraction}`;
}

/** A cost in the store's currency, rounded up, so that conversion never hides a loss. Null rate: the same currency. */
export function convertCost(cost: bigint, rate: bigint | null): bigint {
  return rate === null ? cost : (cost * rate + RATE_UNIT - 1n) / RATE_UNIT;
}

/** Whether a rate is too old to publish by. */
export function isStaleRate(setAt: Date | null, now: Date): boolean {
  return setAt !== null && now.getTime() - setAt.getTime() > RATE_STALE_AFTER_MS;
}
