import pino from 'pino';
import { env } from './env.ts';

const SECRET_NAMES = ['password', 'authinfo', 'auth', 'key', 'authorization', 'cookie', 'passwordHash', 'APP_KEY'];

declare global {
  // Next bundles this file a second time; both copies share one log.
  var panelshopLog: pino.Logger | undefined;
}

/** The process's log: one JSON object a line on standard error, secrets removed by name. */
export function log(): pino.Logger {
  globalThis.panelshopLog ??= pino(
    {
      level: env().LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
    },
    pino.destination({ fd: 2, sync: true }),
  );
  return globalThis.panelshopLog;
}
