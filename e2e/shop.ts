import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Sign-ins of a shop that is made for a test. */
export const OWNER = { email: 'owner@example.org', password: 'correct horse battery' } as const;

/** A whole shop of its own: embedded database, sandbox, web and jobs, in one process started as an operator would. */
export type RunningShop = {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly directory: string;
  readonly process: ChildProcess;
  /** All that it wrote so far. */
  readonly output: () => string;
  stop(): Promise<void>;
};

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

/** Starts a built shop on free ports with an empty DATA_DIR, or with the one given, and waits until it answers. */
export async function startShop(settings: Readonly<Record<string, string>> = {}): Promise<RunningShop> {
  const directory = settings['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'panelshop-shop-'));
  chmodSync(directory, 0o755);
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['server.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      PUBLIC_URL: url,
      DATA_DIR: directory,
      ADMIN_EMAIL: OWNER.email,
      ADMIN_PASSWORD: OWNER.password,
      DATABASE_URL: '',
      ...settings,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const deadline = Date.now() + 90_000;
  for (;;) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`The shop did not come up:\n${output}`);
    }
    const health = await fetch(`${url}/api/health`).catch(() => null);
    if (health?.ok) break;
    await pause(100);
  }
  return {
    url,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    directory,
    process: child,
    output: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await exited;
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
