import { z } from 'zod';
import type { Speed } from './fast-clock.ts';
import type { House } from './house.ts';
import type { WorkerProcess } from './worker-process.ts';
import { ask, endProcess, startProcess } from './worker-process.ts';

const WORKERS = 3;
const answerSchema = z.object({ id: z.number(), idle: z.boolean() });

/** Three worker processes. */
export type Crew = {
  /** Whether none of them finds anything to do. */
  isIdle(): Promise<boolean>;
  /** Puts the clock of all of them forward. */
  skip(ms: number): void;
  /** Stops them, and tells how many were killed. */
  stop(): Promise<number>;
};

async function isIdle(worker: WorkerProcess, id: number): Promise<boolean> {
  const result = await ask(worker, { ask: id });
  if ('ended' in result) return false;
  const answer = answerSchema.parse(result.answer);
  // An answer to an earlier question, which nobody waited for: the next look asks again.
  return answer.id === id && answer.idle;
}

/** Keeps three workers running; every so often one is killed and another takes its place. */
export function startCrew(house: House, { start, since, speed }: Speed, killEveryMs: number | null): Crew {
  let skipped = 0;
  let questions = 0;
  const begin = (): WorkerProcess => {
    const words = [start.toISOString(), String(since), String(speed)];
    const worker = startProcess('storm-worker.ts', `${house.directory}/compiled`, words);
    worker.child.send({ skip: skipped });
    return worker;
  };
  const workers = Array.from({ length: WORKERS }, begin);
  let killed = 0;
  const strike = (): void => {
    workers.shift()?.child.kill('SIGKILL');
    workers.push(begin());
    killed += 1;
  };
  const timer = killEveryMs === null ? null : setInterval(strike, killEveryMs);
  return {
    async isIdle() {
      questions += 1;
      const answers = await Promise.all(workers.map((worker) => isIdle(worker, questions)));
      return answers.every((idle) => idle);
    },
    skip(ms) {
      skipped = ms;
      for (const { child } of workers) if (child.connected) child.send({ skip: ms });
    },
    async stop() {
      if (timer) clearInterval(timer);
      await Promise.all(workers.map(endProcess));
      return killed;
    },
  };
}
