import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of the proof, and how it ended. */
export type WorkerProcess = { readonly child: ChildProcess; readonly ended: Promise<string> };

/** Starts a file of this folder as a process of its own; what it compiles is kept in `cache`, so that the next one starts faster. */
export function startProcess(file: string, cache: string, words: readonly string[] = []): WorkerProcess {
  const child = fork(join(import.meta.dirname, file), [...words], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
    // Dates and amounts cross as they are.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => String(signal ?? code));
  return { child, ended };
}

/** Sends a message and waits for the answer; gives the signal or code instead when the process ended. */
export async function ask(
  { child, ended }: WorkerProcess,
  message: object,
): Promise<{ answer: unknown } | { ended: string }> {
  if (!child.connected) return { ended: await ended };
  const over = new AbortController();
  const { signal } = over;
  child.send(message);
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([answer]: unknown[]) => ({ answer })),
      once(child, 'exit', { signal }).then(async () => ({ ended: await ended })),
    ]);
  } finally {
    over.abort();
  }
}

/** Ends a process and waits for its end. */
export async function endProcess({ child, ended }: WorkerProcess): Promise<void> {
  if (child.connected) child.disconnect();
  await ended;
}
