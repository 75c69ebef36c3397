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

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/** Whether a text is an IPv4 address in dotted form. */
export function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/** Whether a text is an IPv6 address, without zone and without embedded IPv4. */
export function isIpv6(text: string): boolean {
  if (text.length > 39 || !/^[0-9a-fA-F:]+$/.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

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
  if (ip !== '' && !isIpv4(ip) && !isIpv6(ip)) return { ok: false, fault: 'ip_malformed' };
  return { ok: true, link: { module, moduleId: moduleId === '' ? null : moduleId, licence, ip } };
}
