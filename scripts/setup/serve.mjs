import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { stopSteps } from './run.mjs';

/** Both are about the inside of libraries: WebAssembly modules of Prisma's engine, and its way of asking pg. */
const QUIET = ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning'];

/** How often to look whether npm, which started this, still lives. */
const PARENT_CHECK_MS = 250;

function processField(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}

/** A text that changes when npm, which started this directly or through a shell, is gone; null when it was not npm. */
function npmChain() {
  if (process.env.npm_lifecycle_event === undefined) return null;
  const shell = /^(?:a|ba|da|z)?sh$/.test(processField(process.ppid, 'comm')?.trim() ?? '');
  const status = shell ? processField(process.ppid, 'status') : null;
  return `${process.ppid} ${/^PPid:\s*(\d+)/m.exec(status ?? '')?.[1] ?? ''}`;
}

/** The exit code of a process that a signal ended, as shells give it. */
export function codeOf(code, signal) {
  return signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
}

/** Passes signals on to what runs now; `current` gives the child, or null between steps. */
export function forwardSignals(current) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const child = current();
      if (child) {
        child.kill(signal);
        return;
      }
      stopSteps('SIGTERM');
      process.exit(codeOf(null, signal));
    });
  }
}

/** Runs a TypeScript program of the project to its end and gives its exit code. */
export function run(node, file, words, started = () => {}) {
  const child = spawn(node, [...QUIET, join(root, file), ...words], {
    cwd: root,
    // The channel tells the program when this one is gone, even by kill -9.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  started(child);
  const chain = npmChain();
  const watch = setInterval(() => {
    if (npmChain() === chain) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, PARENT_CHECK_MS);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${node} could not be started (${error.message}).`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      resolve(codeOf(code, signal));
    });
  });
}
