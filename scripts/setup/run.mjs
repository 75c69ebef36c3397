import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** A step that failed: its message is for the person who started it, `said` what the program said. */
export class StepFailed extends Error {
  constructor(message, said = '') {
    super(message);
    this.said = said;
  }
}

/** Shows why a step failed and sets the exit code; anything else is a bug and goes on. */
export function explainFailure(error) {
  if (!(error instanceof StepFailed)) throw error;
  if (error.said !== '') process.stderr.write(error.said.endsWith('\n') ? error.said : `${error.said}\n`);
  console.error(error.message);
  process.exitCode = 1;
}

const running = new Set();
const isTerminal = process.stdout.isTTY === true;

/** Ends what runs now; a starter that is stopped must not leave a build behind. */
export function stopSteps(signal) {
  for (const child of running) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has just ended.
    }
  }
}

function sentenceFor(label, output, code) {
  if (/ENOSPC|No space left on device|EDQUOT/.test(output))
    return `${label}: the disk is full. Free some space and start again.`;
  return `${label} failed (exit code ${code}). What it said is above.`;
}

/** Runs a program quietly under one progress line; rejects with `StepFailed`, which holds what it said. */
export function step(label, command, words, { environment = {}, started = () => {} } = {}) {
  const begun = Date.now();
  process.stdout.write(isTerminal ? `${label} …` : `${label} …\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that its helpers end with it.
      detached: true,
    });
    running.add(child);
    if (child.pid !== undefined) started(child.pid);
    let output = '';
    const collect = (chunk) => {
      output = (output + chunk).slice(-200_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) =>
      reject(new StepFailed(`${label}: ${command} could not be started (${error.message}).`)),
    );
    child.once('close', (code, signal) => {
      running.delete(child);
      const seconds = ((Date.now() - begun) / 1000).toFixed(1);
      if (code === 0) {
        process.stdout.write(isTerminal ? `\r${label}: ${seconds} s\n` : `${label}: ${seconds} s\n`);
        resolve();
        return;
      }
      if (isTerminal) process.stdout.write('\n');
      reject(new StepFailed(sentenceFor(label, output, code ?? signal), output));
    });
  });
}
