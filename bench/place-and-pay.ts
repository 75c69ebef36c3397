import { setTimeout as pause } from 'node:timers/promises';

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\b${name}="([^"]*)"`).exec(tag);
  return match?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&') ?? null;
}

/** Sends the page's form that holds `marker`, as a browser without script does. Gives the address that it leads to. */
async function submit(address: string, marker: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const html = await (await fetch(address)).text();
  const form = html.match(/<form[\s\S]*?<\/form>/g)?.find((each) => each.includes(marker));
  if (form === undefined) throw new Error(`${address} has no form with ${marker}`);
  const data = new FormData();
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g))
    data.set(attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '');
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  const { origin } = new URL(address);
  const answer = await fetch(address, { method: 'POST', body: data, redirect: 'manual', headers: { origin } });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${address} answered ${answer.status} and leads nowhere`);
  return new URL(location, address).href;
}

/** Buys a module as a customer would and gives the milliseconds from the payment to "active" on the status page. */
export async function placeAndPay(shopUrl: string, licence: string): Promise<number> {
  const link = await fetch(`${shopUrl}/billmgr?module=CloudLinux&license=${licence}`, { redirect: 'manual' });
  const checkout = new URL(link.headers.get('location') ?? '', shopUrl).href;
  const payment = await submit(checkout, 'name="email"', {
    period: '1',
    email: `b${licence}@example.org`,
    country: 'DE',
    provider: 'test',
  });
  const status = await submit(payment, 'succeed', { choice: 'succeed' });
  const paidAt = performance.now();
  while (!(await (await fetch(status)).text()).includes('The module is active.')) {
    if (performance.now() - paidAt > 30_000) throw new Error(`${status} is not active after 30 s`);
    await pause(20);
  }
  return performance.now() - paidAt;
}
