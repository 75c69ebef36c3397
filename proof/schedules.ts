import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { WorkerProcess } from './worker-process.ts';
import { ask, endProcess, startProcess } from './worker-process.ts';

const answerSchema = z.object({ fault: z.string().nullable(), steps: z.number(), trace: z.array(z.string()) });

/** A schedule that was played. */
export type Played = z.infer<typeof answerSchema> & { readonly seed: number };

/** Seeds to play. `sabotaged`: somebody orders again whatever was not answered, as no part of the shop may. */
export type Seeds = { readonly from: number; readonly count: number; readonly sabotaged?: boolean };

const PROCESSES = 2;

async function play(worker: WorkerProcess, seed: number, sabotaged: boolean): Promise<Played> {
  const result = await ask(worker, { seed, sabotaged });
  if ('ended' in result) throw new Error(`The process that played seed ${seed} ended by ${result.ended}`);
  return { seed, ...answerSchema.parse(result.answer) };
}

/** Plays schedules in two processes, each with a database and a sandbox of its own. `tell` hears of each that was played. */
export async function playSchedules(
  { from, count, sabotaged = false }: Seeds,
  tell: (played: Played) => void,
): Promise<void> {
  const cache = mkdtempSync(join(tmpdir(), 'panelshop-compiled-'));
  const seeds = Array.from({ length: count }, (_, index) => from + index).values();
  const lane = async (): Promise<void> => {
    const worker = startProcess('schedule-child.ts', cache);
    try {
      for (const seed of seeds) tell(await play(worker, seed, sabotaged));
    } finally {
      await endProcess(worker);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(PROCESSES, count) }, lane));
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}
