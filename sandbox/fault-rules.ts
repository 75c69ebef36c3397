import { z } from 'zod';

/** The ways in which the sandbox can misbehave; README.md says what each does. */
export const FAULTS = [
  'drop-before',
  'drop-after',
  'delay',
  'delay-after',
  'hold',
  'http-500',
  'http-500-after',
  'http-502',
  'http-502-after',
  'html',
  'html-after',
  'garbage',
  'garbage-before',
  'truncated',
  'truncated-before',
  'error-envelope',
  'low-balance',
  'two-factor',
  'bad-password',
  'bad-ip',
  'stale-list',
  'duplicate-rows',
] as const;

/** One fault switch. `func` is a name, `*`, or a prefix that ends in `*`. `times` counts down; at 0 the rule is off. */
export const faultRuleSchema = z.strictObject({
  func: z.string().min(1).max(100).default('*'),
  fault: z.enum(FAULTS),
  probability: z.number().min(0).max(1).default(1),
  times: z.int().min(0).optional(),
  submitOnly: z.boolean().default(false),
  delayMs: z.int().min(0).max(600_000).optional(),
  staleMs: z.int().min(0).optional(),
  type: z.string().max(100).optional(),
  object: z.string().max(100).optional(),
  message: z.string().max(500).optional(),
});

export type FaultRule = z.output<typeof faultRuleSchema>;
export type FaultName = FaultRule['fault'];

/** Whether a pattern of a rule names the function: equal, `*`, or a prefix such as `addition*`. */
export function namesFunction(pattern: string, func: string): boolean {
  return pattern.endsWith('*') ? func.startsWith(pattern.slice(0, -1)) : pattern === func;
}
