import { canonicalIp } from './ip-address.ts';

/** A Buy link of a panel, validated: look-up keys only, never a price (R21; protocol.md 5.1, 5.2). */
export type BuyLink = {
  readonly module: string;
  readonly moduleId: string | null;
  readonly licence: string;
  readonly ip: string;
};

/** What is wrong with a link; each has a designed page. */
export type BuyLinkFault =
  | 'contradictory'
  | 'module_missing'
  | 'module_malformed'
  | 'licence_missing'
  | 'licence_malformed'
  | 'ip_malformed';

/** Reads the four parameters of a Buy link. `module` or `module_id` must be there; `ip` may be missing. */
export function parseBuyLink(params: {
  module?: string;
  module_id?: string;
  license?: string;
  ip?: string;
}): { ok: true; link: BuyLink } | { ok: false; fault: BuyLinkFault } {
  const module = (params.module ?? '').trim();
  const moduleId = (params.module_id ?? '').trim();
  const licence = (params.license ?? '').trim();
  const ip = (params.ip ?? '').trim();
  if (module === '' && moduleId === '') return { ok: false, fault: 'module_missing' };
  if (!/^[\w .+-]{0,64}$/.test(module) || !/^\d{0,12}$/.test(moduleId)) return { ok: false, fault: 'module_malformed' };
  if (licence === '') return { ok: false, fault: 'licence_missing' };
  if (!/^\d{1,12}$/.test(licence)) return { ok: false, fault: 'licence_malformed' };
  if (ip !== '' && canonicalIp(ip) === null) return { ok: false, fault: 'ip_malformed' };
  return { ok: true, link: { module, moduleId: moduleId === '' ? null : moduleId, licence, ip } };
}
