import { z } from 'zod';

/** The fewest characters of a password of staff. */
export const PASSWORD_LEAST = 10;

const empty = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());

/** Not z.coerce: its complaint names neither what was given nor what is wanted. */
function numeral(kind: string, form: RegExp, most: number) {
  return z.string().transform((text, context) => {
    if (form.test(text) && Number(text) <= most) return Number(text);
    context.addIssue({ code: 'custom', message: `${text} is not ${kind} from 0 to ${most}` });
    return z.NEVER;
  });
}

function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  const list = `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
  return z.enum(words, { error: ({ input }) => `${String(input)} is not ${list}` });
}

function address(example: string, protocol: RegExp) {
  return z.url({ protocol, error: `it is not an address such as ${example}` });
}

const onOff = oneOf(['on', 'off']);
const port = numeral('a number', /^\d{1,5}$/, 65_535);
const webAddress = address('https://shop.example.com', /^https?$/);

const schema = z.object({
  PORT: z.preprocess(empty, port.default(3000)),
  HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  PUBLIC_URL: optional(webAddress),
  DATA_DIR: z.preprocess(empty, z.string().default('./data')),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'it is not a postgresql:// address')),
  ROLE: z.preprocess(empty, oneOf(['all', 'web', 'worker']).default('all')),
  APP_KEY: optional(z.string().regex(/^[0-9a-f]{64}$/i, 'it is not 64 hexadecimal digits')),
  ADMIN_EMAIL: optional(z.email({ error: 'it is not an e-mail address' })),
  ADMIN_PASSWORD: optional(z.string().min(PASSWORD_LEAST, `it has fewer than ${PASSWORD_LEAST} characters`)),
  STORE_CURRENCY: optional(z.string().regex(/^[A-Z]{3}$/, 'it is not an ISO 4217 code such as EUR')),
  UPSTREAM_URL: optional(address('https://api-eu.ispmanager.com/billmgr', /^https?$/)),
  UPSTREAM_USER: optional(z.string()),
  UPSTREAM_PASSWORD: optional(z.string()),
  UPSTREAM_TIMEOUT_MS: z.preprocess(empty, numeral('a number of milliseconds', /^\d{1,6}$/, 300_000).default(30_000)),
  UPSTREAM_PRIVATE: z.preprocess(empty, onOff.default('off')),
  SANDBOX_PORT: z.preprocess(empty, port.default(3001)),
  DEFAULT_MARKUP_PERCENT: z.preprocess(empty, numeral('a percentage', /^\d{1,4}(\.\d+)?$/, 1000).default(20)),
  TEST_PAYMENTS: optional(onOff),
  SMTP_URL: optional(address('smtps://user:password@mail.example.com:465', /^smtps?$/)),
  LOG_LEVEL: z.preprocess(empty, oneOf(['silent', 'error', 'warn', 'info', 'debug']).default('info')),
});

type Parsed = z.infer<typeof schema>;

/** The environment, parsed: every name is in `.env.example`. */
export type Env = Parsed & {
  /** Where customers reach the shop, without a slash at the end. */
  readonly publicUrl: string;
  /** Whether PORT was set, or took its default. */
  readonly portGiven: boolean;
  /** Whether the sandbox stands in for a real upstream. */
  readonly sandbox: boolean;
  /** Whether upstream addresses may lie in private networks (S9). */
  readonly upstreamPrivate: boolean;
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
    portGiven: (source['PORT'] ?? '') !== '',
    publicUrl: (parsed.PUBLIC_URL ?? `http://localhost:${parsed.PORT}`).replace(/\/+$/, ''),
    sandbox,
    upstreamPrivate: parsed.UPSTREAM_PRIVATE === 'on',
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
