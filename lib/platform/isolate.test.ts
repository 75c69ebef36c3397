import { beforeAll, describe, expect, it } from 'vitest';
import { provideEnv } from './env.ts';
import { eachIsolated } from './isolate.ts';

beforeAll(() => provideEnv({ LOG_LEVEL: 'silent' }));

describe('rows that are worked on apart', () => {
  it('are all worked on although one fails, and although putting it off fails too', async () => {
    const done: number[] = [];
    const failed: [number, unknown][] = [];
    const fault = new Error('poison');
    await eachIsolated(
      [1, 2, 3, 4],
      async (row) => {
        if (row % 2 === 0) throw fault;
        done.push(row);
      },
      async (row, error) => {
        failed.push([row, error]);
        throw new Error('no database');
      },
    );
    expect(done).toEqual([1, 3]);
    expect(failed).toEqual([
      [2, fault],
      [4, fault],
    ]);
  });

  it('are each worked on once by the lanes, and no more of them at a time', async () => {
    const done: number[] = [];
    let now = 0;
    let most = 0;
    const work = async (row: number): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      done.push(row);
      now -= 1;
    };
    await eachIsolated([1, 2, 3, 4, 5], work, () => {}, 2);
    expect(done.toSorted((left, right) => left - right)).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });
});
