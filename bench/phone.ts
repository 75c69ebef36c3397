import { chromium } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../e2e/chromium.ts';

/** A page on a throttled phone. Milliseconds, shift score, and compressed kilobytes of script. */
export type PhoneLoad = { readonly lcp: number; readonly cls: number; readonly scriptKb: number };

/** What the page notes about itself while it loads; runs in the browser. */
function observe(): void {
  const noted = { lcp: 0, cls: 0 };
  Object.assign(globalThis, { noted });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noted.lcp = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ('value' in entry) noted.cls += Number(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Loads a page three times, each with an empty cache, at 1.6 Mbit/s, 150 ms and a quarter of the processor; the slowest paint counts. */
export async function loadOnPhone(url: string): Promise<PhoneLoad> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
  let worst: PhoneLoad = { lcp: 0, cls: 0, scriptKb: 0 };
  for (let count = 0; count < 3; count += 1) {
    const context = await browser.newContext({ viewport: { width: 375, height: 740 } });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const speed = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
    await session.send('Network.emulateNetworkConditions', speed);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const scripts = new Set<string>();
    let bytes = 0;
    session.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Script' && scripts.add(requestId)));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.addInitScript(observe);
    await page.goto(url, { waitUntil: 'networkidle' });
    const [lcp, cls] = await page.evaluate(() => {
      const noted: unknown = Reflect.get(globalThis, 'noted');
      const read = (name: string): number =>
        typeof noted === 'object' && noted !== null ? Number(Reflect.get(noted, name)) : 0;
      return [read('lcp'), read('cls')] as const;
    });
    if (lcp >= worst.lcp) worst = { lcp, cls, scriptKb: bytes / 1000 };
    await context.close();
  }
  await browser.close();
  return worst;
}
