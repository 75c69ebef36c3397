import { z } from 'zod';

/** Where a list tells the status code (protocol.md 8); `default` is word or code in `item_status` and the code in `item_real_status`. */
export const STATUS_PLACES = ['default', 'item_real_status', 'orig', 'item_status', 'status'] as const;

/** How the supplier behaves. */
export const settingsSchema = z.object({
  activationDelayMs: z.int().min(0).max(86_400_000),
  twoFactor: z.boolean(),
  insufficientFunds: z.enum(['error', 'cart']),
  unknownLicences: z.array(z.string().regex(/^\d{1,12}$/)),
  seed: z.int().nullable(),
  password: z.string().min(1).max(200).nullable(),
  /** Functions that this login may not call: names, or prefixes that end in `*`. */
  denied: z.array(z.string().min(1).max(100)).max(100),
  prolongShape: z.enum(['nested', 'flat']),
  statusPlace: z.enum(STATUS_PLACES),
  /** No page of a list is longer, whatever `p_cnt` asks for. */
  rowsPerPageMax: z.int().min(1).nullable(),
  /** Whether lists say in `p_elems` how many rows there are. */
  countRows: z.boolean(),
  /** Whether `expiredate` is a phrase and the date stands in `real_expiredate`. */
  datePhrases: z.boolean(),
  /** Every API call answers so late, besides what a fault adds. */
  latencyMs: z.int().min(0).max(600_000),
  /** Added to the machine's clock: the sandbox's own time. */
  clockOffsetMs: z.int(),
});

export type Settings = z.output<typeof settingsSchema>;

/** The settings of a start; also what a state file means that does not name one yet. */
export const START_SETTINGS: Settings = {
  activationDelayMs: 0,
  twoFactor: false,
  insufficientFunds: 'error',
  unknownLicences: [],
  seed: null,
  password: null,
  denied: [],
  prolongShape: 'nested',
  statusPlace: 'default',
  rowsPerPageMax: null,
  countRows: true,
  datePhrases: false,
  latencyMs: 0,
  clockOffsetMs: 0,
};
