import { cpus } from 'node:os';
import { crashMatrix } from './crash.ts';
import { proveMutation } from './mutation.ts';
import { playSchedules } from './schedules.ts';
import type { Weather } from './storm.ts';
import { storm } from './storm.ts';

// npm run proof: the long forms of all proofs, or those that are named. --short: small ones. `schedules --seed 12` plays one schedule
// again and shows it step by step. Nothing is written into the tree.

/** Long forms say after so many seeds that they go on. */
const TELL_EVERY = 1_000;

const PARTS = ['crash', 'schedules', 'storm', 'mutation'] as const;
type Part = (typeof PARTS)[number];

const words = process.argv.slice(2);
const short = words.includes('--short');
const seedAt = words.indexOf('--seed');
const seed = seedAt < 0 ? null : Number(words[seedAt + 1]);
const named = PARTS.filter((part) => words.includes(part));

function print(name: string, figure: string): void {
  console.log(`  ${name.padEnd(58)} ${figure}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}

async function proveCrashes(): Promise<void> {
  console.log('Crash matrix: a process killed at every point at which it waits for the outside');
  const rows = await crashMatrix(short ? 4 : Infinity, ({ operation, points, killed }) =>
    print(operation, `${points} points, killed at ${killed}`),
  );
  const total = (count: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + count(row), 0);
  print(
    `${rows.length} operations`,
    `${total((row) => row.points)} points, killed at ${total((row) => row.killed)}: done once each time`,
  );
}

async function replay(of: number): Promise<void> {
  await playSchedules({ from: of, count: 1 }, ({ trace, fault }) => {
    for (const line of trace) console.log(line);
    console.log(fault ?? 'Purchases are paid orders, and the books are right.');
    if (fault !== null) process.exitCode = 1;
  });
}

async function proveSchedules(): Promise<void> {
  const count = short ? 150 : 10_000;
  console.log(`Schedules: ${count} seeded orders of workers, notifications, staff, time and upstream faults`);
  let [steps, faults, all] = [0, 0, 0];
  await playSchedules({ from: 0, count }, (played) => {
    steps += played.steps;
    all += 1;
    if (all % TELL_EVERY === 0) print('so far', `${all} seeds`);
    if (played.fault === null) return;
    faults += 1;
    console.log(`  seed ${played.seed}: ${played.fault}`);
    console.log(`  again: npm run proof -- schedules --seed ${played.seed}`);
  });
  print('steps', String(steps));
  print('purchases are not paid orders in', `${faults} of ${count}`);
  if (faults > 0) throw new Error('A schedule bought something twice, or lost it');
}

async function proveStorm(): Promise<void> {
  const orders = short ? 60 : 1_000;
  console.log(`Storm: ${orders} orders paid at once, three worker processes`);
  const run = async (name: string, weather: Weather): Promise<number> => {
    const { drainMs, shopMinutes, killed, clicks, fault } = await storm(weather);
    const pace = `${((orders / drainMs) * 1000).toFixed(1)} orders/s`;
    print(name, `${pace}, drained after ${seconds(drainMs)}, ${shopMinutes.toFixed(0)} min of the shop's clock`);
    if (weather.faults) print('workers killed, clicks of a person at the end', `${killed}, ${clicks}`);
    if (fault !== null) throw new Error(fault);
    return drainMs;
  };
  const calm = await run('without faults', { orders, faults: false, killEveryMs: null });
  const rough = await run('30 % faults, a worker killed every 2 s', { orders, faults: true, killEveryMs: 2_000 });
  print('time to drain, ratio', (rough / calm).toFixed(1));
}

const PROOFS: Readonly<Record<Part, () => Promise<void>>> = {
  crash: proveCrashes,
  schedules: proveSchedules,
  storm: proveStorm,
  mutation: proveMutation,
};

console.log(`${cpus().length} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n`);
if (seed !== null) {
  await replay(seed);
} else {
  for (const part of named.length > 0 ? named : PARTS) {
    const begun = Date.now();
    try {
      await PROOFS[part]();
      print('took', `${seconds(Date.now() - begun)}\n`);
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    }
  }
}
