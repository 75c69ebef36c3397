import type { Sandbox } from '../sandbox.ts';
import { statusOf } from '../services.ts';
import type { PanelSnapshot } from '../state.ts';

/** The licence whose panel is shown. */
export type Licence = { number: string; ip: string; problem: string | null };

const EXAMPLE = { number: '234256', ip: '203.0.113.7' };

/** Licence and IP of a request; an example where they are absent or unusable. */
export function readPanelLicence(params: URLSearchParams): Licence {
  const number = (params.get('license') ?? EXAMPLE.number).trim();
  const ip = (params.get('ip') ?? EXAMPLE.ip).trim();
  if (!/^\d{1,12}$/.test(number)) return { ...EXAMPLE, problem: 'A licence number has digits only, twelve at most.' };
  if (!/^[\d.]{7,15}$|^[\da-f:]{2,39}$/i.test(ip)) return { ...EXAMPLE, number, problem: 'That is not an IP address.' };
  return { number, ip, problem: null };
}

/** What the panel knew of its licence when it last asked; null when it never has. */
export function licenceSnapshot({ state }: Sandbox, number: string): PanelSnapshot | null {
  return Object.hasOwn(state.panels, number) ? (state.panels[number] ?? null) : null;
}

/** "Update license information": takes the licence's active modules from the supplier's own records. */
export function updateLicence(sandbox: Sandbox, number: string): void {
  const now = sandbox.now();
  const lastDays = new Map<string, { pricelistId: string; name: string; expiresOn: string }>();
  for (const service of sandbox.state.services.live('addition')) {
    if (service.licence !== number || service.expiresOn === null || statusOf(service, now) !== '2') continue;
    const { pricelistId, name, expiresOn } = service;
    const known = lastDays.get(pricelistId);
    if (!known || known.expiresOn < expiresOn) lastDays.set(pricelistId, { pricelistId, name, expiresOn });
  }
  sandbox.state.panels[number] = { updatedAt: now.toISOString(), modules: [...lastDays.values()] };
  sandbox.save();
}
