import { db } from '#lib/platform/db.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { listen } from '#lib/platform/listen.ts';
import type { Heard } from '#lib/platform/listen.ts';
import { log } from '#lib/platform/log.ts';
import type { Job } from './job.ts';
import { TIMETABLE } from './timetable.ts';

/** A job's row is written at most so often, so that a job that runs each second does not write each second. */
const NOTE_EVERY_MS = 5_000;
const FAILED_RETRY_MS = 5_000;

type Seat = {
  readonly job: Job;
  timer: NodeJS.Timeout | null;
  running: Promise<void> | null;
  again: boolean;
  notedAt: number;
  failed: boolean;
};

async function note(seat: Seat, startedAt: Date, error: string | null): Promise<void> {
  const finishedAt = systemClock();
  const changed = (error !== null) !== seat.failed;
  if (!changed && finishedAt.getTime() - seat.notedAt < NOTE_EVERY_MS) return;
  seat.notedAt = finishedAt.getTime();
  seat.failed = error !== null;
  const data = { lastStartedAt: startedAt, lastFinishedAt: finishedAt, lastError: error };
  await db().jobState.upsert({
    where: { name: seat.job.name },
    create: { name: seat.job.name, ...data },
    update: data,
  });
}

async function round(seat: Seat): Promise<boolean> {
  const startedAt = systemClock();
  try {
    const { more } = await seat.job.run(systemClock);
    await note(seat, startedAt, null);
    return more;
  } catch (error) {
    log().error({ err: error, job: seat.job.name }, 'a job failed');
    await note(seat, startedAt, error instanceof Error ? error.message.slice(0, 500) : 'unknown fault').catch(() => {});
    seat.again = false;
    return false;
  }
}

/**
 * Runs the timetable in this process: each job by its own clock, at once when it is woken, never twice at the same time here.
 * Other processes may run the same jobs: rows are taken by locks. `stop` lets running rounds finish.
 */
export async function startRunner(): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  const seats: readonly Seat[] = TIMETABLE.map((job) => ({
    job,
    timer: null,
    running: null,
    again: false,
    notedAt: 0,
    failed: false,
  }));

  const start = (seat: Seat): void => {
    if (stopped) return;
    if (seat.running) {
      seat.again = true;
      return;
    }
    if (seat.timer) clearTimeout(seat.timer);
    seat.timer = null;
    seat.again = false;
    seat.running = round(seat).then((more) => {
      seat.running = null;
      if (stopped) return;
      if (more || seat.again) start(seat);
      else seat.timer = setTimeout(() => start(seat), seat.failed ? FAILED_RETRY_MS : seat.job.everyMs);
    });
  };

  const listener = await listen((heard: Heard) => {
    for (const seat of seats) if (heard === 'reconnected' || seat.job.wokenBy === heard) start(seat);
  });
  for (const seat of seats) start(seat);

  return {
    async stop() {
      stopped = true;
      await listener.stop();
      for (const seat of seats) if (seat.timer) clearTimeout(seat.timer);
      await Promise.all(seats.map((seat) => seat.running ?? Promise.resolve()));
    },
  };
}
