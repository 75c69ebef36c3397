import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { env } from './env.ts';
import { log } from './log.ts';
import { portError } from './ports.ts';
import { StartError } from './start-error.ts';

/** The login of the sandbox in the box. It guards nothing: the sandbox has no money. */
export const SANDBOX_LOGIN = { user: 'reseller', password: 'sandbox-password' } as const;

const RESTART_MS = 1_000;
const STOP_LIMIT_MS = 5_000;

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string() }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);

/** The sandbox upstream, running in a process of its own. */
export type SandboxProcess = {
  /** Its address without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it without waiting. */
  abandon(): void;
};

type Options = { readonly port: number; readonly host: string; readonly stateFile: string; readonly shopUrl: string };

function begin({ port, host, stateFile, shopUrl }: Options): { child: ChildProcess; ready: Promise<string> } {
  const child = fork(join(import.meta.dirname, '../../sandbox/main.ts'), {
    // A session of its own: Ctrl-C reaches the shop alone, which stops the sandbox after its own work.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      HOST: host,
      SANDBOX_PORT: String(port),
      SANDBOX_STATE: stateFile,
      SANDBOX_USER: SANDBOX_LOGIN.user,
      SANDBOX_PASSWORD: SANDBOX_LOGIN.password,
      SHOP_URL: shopUrl,
    },
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new StartError('The sandbox ended before it was ready; the lines above say why.')));
    child.once('message', (received) => {
      const message = messageSchema.parse(received);
      if (message.type === 'ready') resolve(message.url);
      else if (message.code.startsWith('E'))
        reject(
          portError(Object.assign(new Error(message.message), { code: message.code }), 'SANDBOX_PORT', port, host),
        );
      else reject(new StartError(`The sandbox could not start: ${message.message}.`));
    });
  });
  return { child, ready };
}

/** Starts the sandbox and starts it again whenever it dies. Rejects with `StartError` when it cannot start the first time. */
async function startSandboxProcess(options: Options): Promise<SandboxProcess> {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let current = begin(options);
  const url = await current.ready;

  const watch = (child: ChildProcess): void => {
    child.once('exit', (code, signal) => {
      if (stopped) return;
      log().error({ code, signal }, 'the sandbox ended unexpectedly and is started again');
      timer = setTimeout(() => {
        current = begin(options);
        current.ready.catch(() => {});
        watch(current.child);
      }, RESTART_MS);
    });
  };
  watch(current.child);

  const halt = (): ChildProcess => {
    stopped = true;
    if (timer) clearTimeout(timer);
    return current.child;
  };
  return {
    url,
    async stop() {
      const child = halt();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(limit);
    },
    abandon: () => void halt().kill('SIGKILL'),
  };
}

/** Starts the sandbox as the settings say; null where a real upstream is set. Rejects with `StartError`. */
export async function openSandbox(): Promise<SandboxProcess | null> {
  const { sandbox, SANDBOX_PORT, HOST, DATA_DIR, publicUrl } = env();
  if (!sandbox) return null;
  return startSandboxProcess({
    port: SANDBOX_PORT,
    host: HOST,
    stateFile: join(DATA_DIR, 'sandbox.json'),
    shopUrl: publicUrl,
  });
}
