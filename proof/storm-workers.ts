import { once } from 'node:events';
import { z } from 'zod';
import type { Speed } from './fast-clock.ts';
import type { House } from './house.ts';
import type { WorkerProcess } from './worker-process.ts';
import { endProcess, startProcess } from './worker-process.ts';

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

async function isIdle({ child, ended }: WorkerProcess, id: number): Promise<boolean> {
  if (!child.connected) return false;
  child.send({ ask: id });
  for (;;) {
    const answered = once(child, 'message').then(([answer]: unknown[]) => answerSchema.parse(answer));
    const answer = await Promise.race([answered, ended.then(() => ({ id, idle: false }))]);
    if (answer.id === id) return answer.idle;
  }
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
