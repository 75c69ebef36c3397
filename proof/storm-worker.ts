import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { TIMETABLE } from '#lib/jobs/timetable.ts';
import { fastClock, measureFast } from './fast-clock.ts';

// A worker process of a storm: the jobs of the timetable that move money and purchases, each by its own clock, over DATABASE_URL.
// Words: the moment at which the shop's clock began, the machine's moment then, and how many times as fast it runs.

const JOBS = ['payment-events', 'payment-checks', 'fulfilment', 'service-changes', 'refunds'];
const PAUSE_MS = 25;

const [start = '', since = '', speed = ''] = process.argv.slice(2);
const clock = fastClock({ start: new Date(start), since: Number(since), speed: Number(speed) });
measureFast(Number(speed));

/** `skip`: the clock is put forward. `ask`: is there anything to do? Answered when every job has looked once more. */
const message = z.object({ skip: z.number().optional(), ask: z.number().optional() });
let asked: { readonly id: number; readonly idle: Set<string> } | null = null;

process.on('disconnect', () => process.exit(0));
process.on('message', (received) => {
  const { skip, ask } = message.parse(received);
  if (skip !== undefined) clock.skip(skip);
  if (ask !== undefined) asked = { id: ask, idle: new Set() };
});

function note(question: typeof asked, job: string, done: number): void {
  if (question === null || question !== asked) return;
  if (done === 0) question.idle.add(job);
  if (done === 0 && question.idle.size < JOBS.length) return;
  asked = null;
  process.send?.({ id: question.id, idle: done === 0 });
}

for (const job of TIMETABLE.filter(({ name }) => JOBS.includes(name))) {
  void (async () => {
    for (;;) {
      const question = asked;
      try {
        const { done, more } = await job.run(clock.now);
        note(question, job.name, done);
        if (!more) await pause(PAUSE_MS);
      } catch {
        // As the runner does: the rows are due again.
        note(question, job.name, 1);
        await pause(PAUSE_MS);
      }
    }
  })();
}
