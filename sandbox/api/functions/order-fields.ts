import { isIP } from 'node:net';
import type { Kind } from '../../kinds.ts';
import type { Service, Tariff } from '../../state.ts';
import { param, type Call } from '../call.ts';
import { invalid } from '../refusal.ts';

const TEXT_LIMIT = 255;

type Subject = Pick<Service, 'licence' | 'ip' | 'licname' | 'comment'>;

/** What an order of this kind is for; refuses the field that is empty or wrong. */
export function readSubject(call: Call, kind: Kind): Subject {
  const nothing = { licence: '', ip: '', licname: '', comment: '' };
  switch (kind) {
    case 'addition':
      return { ...nothing, licence: readLicence(call) };
    case 'platform':
      return { ...nothing, comment: readText(call, 'comment') };
    default:
      return { ...nothing, ip: readIp(call), licname: readText(call, 'licname') };
  }
}

/** The fields of an edit that are there: what is not sent stays as it is. */
export function readSubjectChange(call: Call, kind: Kind): Partial<Subject> {
  const has = (name: string): boolean => call.params.has(name);
  switch (kind) {
    case 'addition':
      return has('item') ? { licence: readLicence(call) } : {};
    case 'platform':
      return has('comment') ? { comment: readText(call, 'comment') } : {};
    default:
      return {
        ...(has('ip') ? { ip: readIp(call) } : {}),
        ...(has('licname') ? { licname: readText(call, 'licname') } : {}),
      };
  }
}

/** `addon_<id>` of every add-on of the tariff; one that is not sent keeps its present count, or has its minimum. */
export function readAddons(
  call: Call,
  tariff: Tariff | undefined,
  present: Readonly<Record<string, number>>,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { id, type, min, max } of tariff?.addons ?? []) {
    const name = `addon_${id}`;
    const text = param(call, name);
    if (!call.params.has(name)) counts[id] = present[id] ?? min;
    else if (type === 'flag') counts[id] = ['', '0', 'off'].includes(text) ? 0 : 1;
    else if (/^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= (max ?? Infinity))
      counts[id] = Number(text);
    else throw invalid(name, text);
  }
  return counts;
}

/** Months of automatic renewal: anything but the service's own period is silently none (protocol.md 7.1). */
export function readAutoprolong(call: Call, period: number): number | null {
  return param(call, 'autoprolong') === String(period) && period > 0 ? period : null;
}

/** An address of version 4 or 6 in `ip`, or a refusal. */
export function readIp(call: Call): string {
  const ip = param(call, 'ip');
  if (isIP(ip) === 0) throw invalid('ip', ip);
  return ip;
}

function readLicence(call: Call): string {
  const licence = param(call, 'item');
  const isKnown = /^\d{1,12}$/.test(licence) && !call.sandbox.state.settings.unknownLicences.includes(licence);
  if (!isKnown) throw invalid('item', licence);
  return licence;
}

function readText(call: Call, name: string): string {
  const text = param(call, name);
  if (text.length > TEXT_LIMIT) throw invalid(name, text.slice(0, TEXT_LIMIT));
  return text;
}
