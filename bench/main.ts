import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startShop } from '../e2e/shop.ts';
import { load, median } from './load.ts';
import { loadOnPhone } from './phone.ts';
import { placeAndPay } from './place-and-pay.ts';

// npm run bench: figures as ratios against a baseline of the same run, because machines differ and ratios hardly do.
const SECONDS = 5;
const ROUNDS = 3;
const PRICE_LIST = '/?func=pricelist.export&itemtype=addition&onlyavailable=on&out=xml';

function print(name: string, figure: string): void {
  console.log(`  ${name.padEnd(58)} ${figure}`);
}

async function startBareServer(body: string): Promise<{ url: string; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'bare-server.ts'));
  child.send(body);
  const [url] = await once(child, 'message');
  return { url: String(url), stop: () => child.kill() };
}

/** Server time of one address, asked 300 times in a row: nothing waits for anything else. Milliseconds. */
async function serverTime(url: string): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  for (let count = 0; count < 400; count += 1) {
    const startedAt = performance.now();
    const answer = await fetch(url);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    // The first hundred warm the code up.
    if (count >= 100) times.push(performance.now() - startedAt);
  }
  times.sort((left, right) => left - right);
  return { p50: times[150] ?? 0, p99: times[296] ?? 0 };
}

async function benchPriceList(shopUrl: string): Promise<void> {
  const body = await (await fetch(shopUrl + PRICE_LIST)).text();
  const bare = await startBareServer(body);
  try {
    const [ours, baseline, p99]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      baseline.push((await load(bare.url, { connections: 20, seconds: SECONDS })).perSecond);
      const result = await load(shopUrl + PRICE_LIST, { connections: 20, seconds: SECONDS });
      ours.push(result.perSecond);
      p99.push(result.p99);
    }
    const ratio = median(ours) / median(baseline);
    console.log(`pricelist.export, ${Buffer.byteLength(body)} bytes, 20 connections`);
    print('bare node:http, same bytes', `${median(baseline).toFixed(0)} requests/s`);
    print('the shop', `${median(ours).toFixed(0)} requests/s, p99 ${median(p99)} ms`);
    print('ratio (target: at least 0.50)', ratio.toFixed(2));
  } finally {
    bare.stop();
  }
}

async function benchCheckout(shopUrl: string): Promise<void> {
  const link = await fetch(`${shopUrl}/billmgr?module=CloudLinux&license=234256`, { redirect: 'manual' });
  const checkout = new URL(link.headers.get('location') ?? '', shopUrl).href;
  const health = await serverTime(`${shopUrl}/api/health`);
  const page = await serverTime(checkout);
  const words = ({ p50, p99 }: { p50: number; p99: number }): string =>
    `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  console.log('checkout page, server time, one after the other');
  print('baseline: /api/health, in front of Next', words(health));
  print('checkout page', words(page));
  print('ratio of the medians', (page.p50 / health.p50).toFixed(1));
  const { lcp, cls, scriptKb } = await loadOnPhone(checkout);
  console.log(
    'checkout page on a throttled phone (1.6 Mbit/s, 150 ms, a quarter of the processor), the worst of three',
  );
  print('largest contentful paint (target: at most 1500 ms)', `${lcp.toFixed(0)} ms`);
  print('layout shift (target: at most 0.02)', cls.toFixed(4));
  print('script, compressed (target: at most 100 kB)', `${scriptKb.toFixed(0)} kB`);
}

/** From the payment at the provider, through the notification, to "active", through the running shop with an idle sandbox. */
async function benchFulfilment(shopUrl: string): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < 15; count += 1) {
    times.push(await placeAndPay(shopUrl, String(7_000_000 + count)));
    await pause(50);
  }
  console.log('from notification to active, idle sandbox that activates at once');
  print(
    'median of 15 (target: under 2000 ms)',
    `${median(times).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms`,
  );
}

/** A part that brings up a database and an upstream of its own. */
async function runPart(file: string): Promise<void> {
  console.log();
  const child = fork(join(import.meta.dirname, file));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
}

const shop = await startShop({ LOG_LEVEL: 'error' });
try {
  console.log(`${cpus().length} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n`);
  const url = shop.url.replace('localhost', '127.0.0.1');
  await benchPriceList(url);
  await benchCheckout(url);
  await benchFulfilment(shop.url);
} finally {
  await shop.stop();
}
await runPart('fulfilment.ts');
await runPart('reconciliation.ts');
