import { expect, test } from 'vitest';
import { crashMatrix } from './crash.ts';
import { OPERATIONS } from './operations.ts';

const KILLS_PER_OPERATION = 4;

test('a process killed anywhere in buying, renewing, changing or refunding leaves it done once after the restart', async () => {
  const rows = await crashMatrix(KILLS_PER_OPERATION, () => {});
  expect(rows.map(({ operation }) => operation)).toEqual(OPERATIONS);
  for (const { points, killed } of rows) {
    expect(points).toBeGreaterThan(40);
    expect(killed).toBeGreaterThanOrEqual(KILLS_PER_OPERATION - 1);
  }
});
