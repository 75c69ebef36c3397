import { z } from 'zod';

const onOff = z.enum(['on', 'off']);
const port = z.coerce.number().int().min(0).max(65_535);
const empty = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());

const schema = z.object({
  PORT: z.preprocess(empty, port.default(3000)),
  HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  DATA_DIR: z.preprocess(empty, z.string().default('./data')),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'is not a postgresql:// address')),
  ROLE: z.preprocess(empty, z.enum(['all', 'web', 'worker']).default('all')),
  APP_KEY: optional(z.string().regex(/^[0-9a-f]{64}$/i, 'is not 64 hexadecimal digits')),
  ADMIN_EMAIL: optional(z.email()),
  ADMIN_PASSWORD: optional(z.string().min(10, 'has fewer than 10 characters')),
  STORE_CURRENCY: optional(z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code such as EUR')),
  UPSTREAM_URL: optional(z.url({ protocol: /^https?$/ })),
  UPSTREAM_USER: optional(z.string()),
  UPSTREAM_PASSWORD: optional(z.string()),
  SANDBOX_PORT: z.preprocess(empty, port.default(3001)),
  DEFAULT_MARKUP_PERCENT: z.preprocess(empty, z.coerce.number().min(0).max(1000).default(20)),
  TEST_PAYMENTS: optional(onOff),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  LOG_LEVEL: z.preprocess(empty, z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info')),
});

type Parsed = z.infer<typeof schema>;

/** The environment, parsed: every name is in `.env.example`. */
export type Env = Parsed & {
  /** Where customers reach the shop, without a slash at the end. */
  readonly publicUrl: string;
  /** Whether the sandbox stands in for a real upstream. */
  readonly sandbox: boolean;
  /** Whether the test payment provider is offered. */
  readonly testPayments: boolean;
};

/** A setting that cannot be used; the message is one sentence that names it. */
export class EnvError extends Error {}

/** Parses an environment. Throws `EnvError` with one sentence for the first bad setting. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const result = schema.safeParse(source);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new EnvError(
      `The setting ${issue?.path.join('.') ?? ''} cannot be used: ${issue?.message ?? 'unknown fault'}.`,
    );
  }
  const parsed = result.data;
  if (parsed.UPSTREAM_URL && (!parsed.UPSTREAM_USER || !parsed.UPSTREAM_PASSWORD)) {
    throw new EnvError('UPSTREAM_URL is set, but UPSTREAM_USER or UPSTREAM_PASSWORD is missing.');
  }
  const sandbox = parsed.UPSTREAM_URL === undefined;
  return {
    ...parsed,
    publicUrl: (parsed.PUBLIC_URL ?? `http://localhost:${parsed.PORT}`).replace(/\/+$/, ''),
    sandbox,
    testPayments: (parsed.TEST_PAYMENTS ?? (sandbox ? 'on' : 'off')) === 'on',
  };
}

let cached: Env | null = null;

/** The process's environment; parsed at the first call. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Sets what the process found out about itself (address of the embedded database, made keys) for itself and its children. */
export function provideEnv(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values);
  cached = null;
}
