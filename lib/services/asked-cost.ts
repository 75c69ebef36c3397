import { z } from 'zod';

const asked = z.object({
  askedCost: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});

/** What the upstream asked instead of the agreed cost, where a renewal waits for that; null where it does not. */
export function askedCost(change: { readonly reason: string | null; readonly wanted: unknown }): bigint | null {
  const read = asked.safeParse(change.wanted);
  return change.reason === 'below_cost' && read.success ? read.data.askedCost : null;
}
