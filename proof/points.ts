import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';

// Importing this wraps what a process waits for at the outside: each query of `pg` (before it is sent, and when its answer is
// there) and each outgoing request (before connecting, when its body is written, when its answer is there). Whatever else a
// process awaits lies between two of these points, where nothing outside has changed.

let armed = false;
let passed = 0;
let killAt = 0;
const names: string[] = [];

/** Counts points from here on; the process kills itself when it comes to the given one. 0: never. */
export function arm(point: number): void {
  armed = true;
  passed = 0;
  names.length = 0;
  killAt = point;
}

/** Stops counting and names the points that were passed. */
export function disarm(): readonly string[] {
  armed = false;
  return [...names];
}

function point(name: string): void {
  if (!armed) return;
  passed += 1;
  names.push(name);
  if (passed === killAt) process.kill(process.pid, 'SIGKILL');
}

function verbOf(query: unknown): string {
  const text = typeof query === 'string' ? query : new Map(Object.entries(Object(query))).get('text');
  return typeof text === 'string' ? text.trim().split(/\s+/, 3).join(' ') : 'query';
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}

const query: unknown = Reflect.get(pg.Client.prototype, 'query');
if (typeof query !== 'function') throw new Error('pg has no Client.prototype.query to wrap');

Reflect.set(pg.Client.prototype, 'query', function wrapped(this: unknown, ...words: unknown[]): unknown {
  const name = verbOf(words[0]);
  const last = words.at(-1);
  point(`before ${name}`);
  if (typeof last === 'function') {
    words[words.length - 1] = (...result: unknown[]): unknown => {
      point(`after ${name}`);
      return Reflect.apply(last, undefined, result);
    };
  }
  const answer: unknown = Reflect.apply(query, this, words);
  if (!isPromise(answer)) return answer;
  return answer.finally(() => point(`after ${name}`));
});

for (const [protocol, request] of [
  [http, http.request],
  [https, https.request],
] as const) {
  Reflect.set(protocol, 'request', (...words: unknown[]): http.ClientRequest => {
    point('before connecting');
    const sent: http.ClientRequest = Reflect.apply(request, protocol, words);
    sent.once('finish', () => point('request written'));
    sent.once('response', (response) => response.once('end', () => point('answer read')));
    return sent;
  });
}
syncBuiltinESMExports();
