import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';
import type { Look } from './look.ts';
import { look } from './look.ts';

/** A reading older than this is not shared any more: what comes after it should see what came before. */
const SHARED_FOR_MS = 5_000;

/** The lists that one round reads: items of one account and kind share a reading, which began after all of them were taken. */
export type Readings = { read(account: UpstreamAccount, kind: ProductKind, now: Date): Promise<Look> };

/** Readings of a new round. Nothing read before it is ever used in it. */
export function newReadings(): Readings {
  const readings = new Map<string, { startedAt: number; reading: Promise<Look> }>();
  return {
    read(account, kind, now) {
      const key = `${account.id}:${kind}`;
      const known = readings.get(key);
      if (known && performance.now() - known.startedAt < SHARED_FOR_MS) return known.reading;
      const reading = look(account, kind, now);
      readings.set(key, { startedAt: performance.now(), reading });
      return reading;
    },
  };
}
