import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecord } from '#lib/platform/database-home.ts';
import { freePort } from '#lib/platform/ports.ts';

const UP = 'Panelshop is up';

/** A directory for DATA_DIR that the database's user can enter, and its removal with all that the shop keeps elsewhere. */
export function temporaryDataDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'panelshop-start-'));
  chmodSync(path, 0o755);
  return {
    path,
    remove() {
      const elsewhere = readRecord(path)?.elsewhere;
      for (const directory of [path, elsewhere]) if (directory) rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A started process of the shop and everything that it has said so far. */
export type ShopProcess = {
  readonly child: ChildProcess;
  readonly port: number;
  readonly sandboxPort: number;
  output(): string;
  /** Resolves with the exit code; a signal's name where one ended it. */
  readonly ended: Promise<number | string>;
};

/** Starts `server.ts` as an operator would, with free ports unless others are given. */
export async function startShop(settings: Readonly<Record<string, string>>): Promise<ShopProcess> {
  const port = await freePort();
  const sandboxPort = await freePort();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server.ts'], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = once(child, 'close').then(([code, signal]: (number | string)[]) => signal ?? code ?? 'unknown');
  return { child, port, sandboxPort, output: () => said, ended };
}

/** Waits until a shop is up. Rejects with what it said when it ends before. */
export async function untilUp(shop: ShopProcess): Promise<void> {
  const ended = shop.ended.then((code) => {
    throw new Error(`The shop ended (${code}) before it was up:\n${shop.output()}`);
  });
  const up = new Promise<void>((resolve) => {
    const look = (): void => {
      if (shop.output().includes(UP)) resolve();
    };
    shop.child.stdout?.on('data', look);
    look();
  });
  await Promise.race([up, ended]);
}
