import { createHash } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './paths.mjs';
import { StepFailed } from './run.mjs';

// Outside of the project: npm and Next clear the folders that they own.
const LOCK = join(tmpdir(), `panelshop-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.preparing`);
const POLL_MS = 200;

/** When a process began, as the system counts; null when it does not run or the system does not tell. */
function begunAt(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : fields[18];
  } catch {
    return null;
  }
}

function isRunning({ pid, begun }) {
  if (process.platform === 'linux') return begunAt(pid) !== null && begunAt(pid) === begun;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function read() {
  try {
    return JSON.parse(readFileSync(LOCK, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    // Half a file: whoever wrote it was killed.
    return { owner: { pid: 0, begun: null }, step: null };
  }
}

function identity(pid) {
  return { pid, begun: begunAt(pid) };
}

/** Notes the program that runs now, so that the next start can end it should this one be killed. */
export function noteStep(pid) {
  writeFileSync(LOCK, JSON.stringify({ owner: identity(process.pid), step: pid === null ? null : identity(pid) }));
}

/** A build or installation that goes on after its starter was killed would work on the same files as the next one. */
function endLeftOver(step) {
  if (!step || step.begun === null || !isRunning(step)) return;
  try {
    process.kill(-step.pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function take() {
  const draft = `${LOCK}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ owner: identity(process.pid), step: null }));
  try {
    linkSync(draft, LOCK);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Runs the work while no other start of this folder does; the lock of a killed one is taken over. */
export async function alone(work) {
  try {
    for (let told = false; !take(); await pause(POLL_MS)) {
      const found = read();
      if (found && !isRunning(found.owner)) {
        endLeftOver(found.step);
        rmSync(LOCK, { force: true });
      } else if (found && !told) {
        told = true;
        console.log('Waiting for another start in this folder …');
      }
    }
  } catch (error) {
    if (typeof error.code !== 'string') throw error;
    throw new StepFailed(`${LOCK} cannot be written (${error.message}).`);
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}
