import { z } from 'zod';
import { checkLedger } from '#lib/doctor/check-ledger.ts';
import { later } from '#lib/platform/clock.ts';
import { prepare } from './crash-subjects.ts';
import { verify } from './crash-verify.ts';
import type { House } from './house.ts';
import { openHouse } from './house.ts';
import type { Operation, Subject } from './operations.ts';
import { OPERATIONS } from './operations.ts';
import type { WorkerProcess } from './worker-process.ts';
import { ask, endProcess, startProcess } from './worker-process.ts';

/** What killing one operation came to: how many points it has, and at how many of them it was killed. */
export type CrashRow = { readonly operation: Operation; readonly points: number; readonly killed: number };

/** Long enough for everything that a killed process left to be settled or overdue. */
const APART_MS = 2 * 24 * 60 * 60_000;

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), now: z.date(), points: z.array(z.string()) }),
  z.object({ ok: z.literal(false), why: z.string() }),
]);

/** Starts the next process while the present one works. */
function processes(house: House): { next(): WorkerProcess; close(): Promise<void> } {
  const start = (): WorkerProcess => startProcess('crash-child.ts', `${house.directory}/compiled`);
  let waiting = start();
  return {
    next() {
      const taken = waiting;
      waiting = start();
      return taken;
    },
    close: () => endProcess(waiting),
  };
}

type Task = { task: 'carry-out' | 'recover'; operation: Operation; subject: Subject; now: Date; killAt: number };

async function work(worker: WorkerProcess, task: Task): Promise<readonly string[] | 'killed'> {
  const result = await ask(worker, task);
  if ('ended' in result) {
    if (result.ended === 'SIGKILL' && task.killAt > 0) return 'killed';
    throw new Error(`The process that was to ${task.task} ${task.operation} ended by ${result.ended}`);
  }
  const answer = answerSchema.parse(result.answer);
  if (!answer.ok) throw new Error(`${task.task} of ${task.operation}, point ${task.killAt}: ${answer.why}`);
  return answer.points;
}

/** The operation that the last process was killed in. */
type Left = { readonly operation: Operation; readonly subject: Subject; readonly where: string };

/** Lets a process recover what the last one left, and looks at the books of both sides afterwards. */
async function recover(house: House, worker: WorkerProcess, { operation, subject, where }: Left): Promise<void> {
  await work(worker, { task: 'recover', operation, subject, now: later(house.clock.now(), 1_000), killAt: 0 });
  const fault = await verify(house, operation, subject);
  if (fault !== null) throw new Error(`${operation}, killed ${where}: ${fault}`);
  house.clock.set(later(house.clock.now(), APART_MS));
  const broken = (await checkLedger(house.clock.now())).filter((finding) => finding.broken > 0);
  if (broken.length > 0) throw new Error(`${operation}, killed ${where}: ${JSON.stringify(broken)}`);
}

/** Carries an operation out without killing anything, and gives the names of its points. */
async function countPoints(house: House, worker: WorkerProcess, operation: Operation): Promise<readonly string[]> {
  // Lists of one length: a longer one is read in more pages, which would be more points.
  await house.supplier.reset();
  const subject = await prepare(house, operation);
  const names = await work(worker, { task: 'carry-out', operation, subject, now: house.clock.now(), killAt: 0 });
  const fault = await verify(house, operation, subject);
  if (names === 'killed' || fault !== null) throw new Error(`${operation}, not killed: ${fault}`);
  return names;
}

/**
 * Kills a real process at points of every operation, lets another one recover, and checks the books of both sides each time. One
 * process recovers what the one before it left, and is then killed itself. `most` bounds the kills per operation, evenly spread
 * over its points. Throws at the first fault.
 */
export async function crashMatrix(
  most: number,
  tell: (row: CrashRow) => void,
  operations: readonly Operation[] = OPERATIONS,
): Promise<readonly CrashRow[]> {
  const house = await openHouse({ sharedTime: true });
  const pool = processes(house);
  const rows: CrashRow[] = [];
  let left: Left | null = null;
  try {
    for (const operation of operations) {
      const counting = pool.next();
      if (left) await recover(house, counting, left);
      const names = await countPoints(house, counting, operation);
      await endProcess(counting);
      left = null;
      let killed = 0;
      const stride = Math.max(1, Math.ceil(names.length / most));
      for (let point = 1; point <= names.length; point += stride) {
        const worker = pool.next();
        if (left) await recover(house, worker, left);
        const subject = await prepare(house, operation);
        const task = { task: 'carry-out', operation, subject, now: house.clock.now(), killAt: point } as const;
        if ((await work(worker, task)) === 'killed') killed += 1;
        else await endProcess(worker);
        left = { operation, subject, where: `at point ${point} of ${names.length}, ${names[point - 1] ?? ''}` };
      }
      rows.push({ operation, points: names.length, killed });
      tell({ operation, points: names.length, killed });
    }
    const last = pool.next();
    if (left) await recover(house, last, left);
    await endProcess(last);
    return rows;
  } finally {
    await pool.close();
    await house.close();
  }
}
