import crypto from 'node:crypto';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { connect } from 'node:net';
import type { NetConnectOpts, Socket } from 'node:net';
import pg from 'pg';
import type { Stage } from './stage.ts';
import type { Random } from './random.ts';
import { randomFrom } from './random.ts';
import { onStage, VirtualTimer } from './stage.ts';

// Importing this puts gates before whatever a task does at the outside: before a connection is taken from the pool, which is the
// start of a transaction or of a query of its own, and before a request connects. What follows an answer is again one of these.
// Time limits of calls count the schedule's time, and so does the clock by which readings grow old.

/** The time limit of upstream calls in schedules. Nothing else waits exactly so long, so it is recognised by its length. */
export const CALL_LIMIT_MS = 29_973;

/** A request on its way to the upstream and back. `isHeld`: the upstream keeps it, and others go on meanwhile. */
export type Sending = { settled: boolean; isHeld: boolean };

/** Requests that are under way at the upstream, oldest first. */
export const sendings: Sending[] = [];

function callable(value: unknown, name: string): (...words: unknown[]) => unknown {
  if (typeof value !== 'function') throw new Error(`${name} is not there to be wrapped`);
  return (...words) => Reflect.apply(value, undefined, words);
}

const connectPool: unknown = Reflect.get(pg.Pool.prototype, 'connect');
if (typeof connectPool !== 'function') throw new Error('pg has no Pool.prototype.connect to wrap');
const watched = new WeakSet<pg.Pool>();
const held = new Map<unknown, Stage>();

function watch(pool: pg.Pool): void {
  if (watched.has(pool)) return;
  watched.add(pool);
  pool.on('release', (_error: unknown, client: unknown) => {
    held.get(client)?.end('transaction');
    held.delete(client);
  });
}

Reflect.set(pg.Pool.prototype, 'connect', function wrapped(this: pg.Pool, callback?: unknown): unknown {
  const here = onStage.getStore();
  if (!here) return Reflect.apply(connectPool, this, callback === undefined ? [] : [callback]);
  const { stage, task } = here;
  watch(this);
  const taken = stage.pass(task, 'query').then(() => {
    stage.begin('transaction');
    return new Promise<pg.PoolClient>((resolve, reject) => {
      const got = (error: unknown, client: pg.PoolClient): void => {
        if (!error) {
          held.set(client, stage);
          return resolve(client);
        }
        stage.end('transaction');
        reject(error instanceof Error ? error : new Error('No connection could be taken', { cause: error }));
      };
      Reflect.apply(connectPool, this, [got]);
    });
  });
  if (typeof callback !== 'function') return taken;
  void handOver(taken, callable(callback, 'callback'));
  return undefined;
});

/** Gives a connection, or why there is none, to who asked with a callback. */
async function handOver(taken: Promise<pg.PoolClient>, tell: (...words: unknown[]) => unknown): Promise<void> {
  const [client, error] = await taken.then(
    (got) => [got, null] as const,
    (reason: unknown) => [null, reason] as const,
  );
  if (client) tell(undefined, client, client.release);
  else tell(error);
}

const requestHttp = http.request;
Reflect.set(http, 'request', (...words: unknown[]): http.ClientRequest => {
  const here = onStage.getStore();
  const [url, options] = words;
  if (!here || !(url instanceof URL)) return Reflect.apply(requestHttp, http, words);
  const { stage, task } = here;
  const sending: Sending = { settled: false, isHeld: false };
  let granted = false;
  const createConnection = (to: NetConnectOpts, made: (error: Error | null, socket: Socket) => void): undefined => {
    void stage.pass(task, 'request').then(() => {
      if (sending.settled) return;
      granted = true;
      stage.begin('request');
      sendings.push(sending);
      made(null, connect(to));
    });
  };
  const sent: http.ClientRequest = Reflect.apply(requestHttp, http, [
    url,
    { ...Object(options), agent: undefined, createConnection },
  ]);
  sent.once('close', () => {
    sending.settled = true;
    if (!granted) return;
    const place = sendings.indexOf(sending);
    if (place >= 0) sendings.splice(place, 1);
    if (!sending.isHeld) stage.end('request');
  });
  return sent;
});

/** Bytes of our ids: what is sorted by them comes in the same order again. */
const ID_SIZES = [20, 32];
let ids: Random | null = null;

/** From here on ids follow from a seed. */
export function seedIds(seed: number): void {
  ids = randomFrom(seed);
}

const randomBytes = crypto.randomBytes.bind(crypto);
Reflect.set(crypto, 'randomBytes', (size: number, ...words: []): Buffer => {
  const source = ids;
  if (source === null || !ID_SIZES.includes(size)) return randomBytes(size, ...words);
  return Buffer.from(Array.from({ length: size }, () => source.below(256)));
});
syncBuiltinESMExports();

const startTimer = callable(globalThis.setTimeout, 'setTimeout');
const stopTimer = callable(globalThis.clearTimeout, 'clearTimeout');
const measure = performance.now.bind(performance);
Reflect.set(globalThis, 'setTimeout', (run: () => void, ms?: number, ...words: unknown[]): unknown => {
  const stage = onStage.getStore()?.stage;
  if (!stage || ms !== CALL_LIMIT_MS) return startTimer(run, ms, ...words);
  return new VirtualTimer(stage.timers, stage.clock.now().getTime() + ms, run);
});
Reflect.set(globalThis, 'clearTimeout', (timer: unknown): void => {
  if (timer instanceof VirtualTimer) timer.cancel();
  else stopTimer(timer);
});
Reflect.set(performance, 'now', (): number => {
  const stage = onStage.getStore()?.stage;
  return stage ? stage.clock.now().getTime() : measure();
});
