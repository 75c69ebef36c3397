import { z } from 'zod';
import { provideEnv } from '#lib/platform/env.ts';
import { CALL_LIMIT_MS } from './gates.ts';
import type { House } from './house.ts';
import { openHouse } from './house.ts';
import { playSchedule } from './schedule.ts';

// A process that plays schedules, one seed per message, each from an empty shop.

const message = z.object({ seed: z.int(), sabotaged: z.boolean() });
let opened: Promise<House> | null = null;

process.on('disconnect', () => {
  void Promise.resolve(opened)
    .then((house) => house?.close())
    .finally(() => process.exit(0));
});
process.on('message', (received) => {
  void answer(received).then((said) => {
    if (process.connected) process.send?.(said);
  });
});

async function answer(received: unknown): Promise<unknown> {
  const { seed, sabotaged } = message.parse(received);
  try {
    opened ??= openHouse({ sharedTime: true });
    const house = await opened;
    provideEnv({ UPSTREAM_TIMEOUT_MS: String(CALL_LIMIT_MS) });
    const { fault, steps, trace } = await playSchedule(house, seed, sabotaged);
    return { fault, steps, trace: [...trace] };
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { fault: `The schedule could not be played: ${why}`, steps: 0, trace: [] };
  }
}
