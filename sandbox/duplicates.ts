import type { Service } from './state.ts';

type Span = { service: Service; from: number; to: number };

/**
 * Finds double purchases among paid services. Two are one purchase made twice when they carry the same `remoteid`, or when they
 * are the same tariff for the same licence or IP, both paid (or both trials), at the same time: a deleted service counts up to its
 * deletion, because the money is gone all the same. Platforms have nothing that tells them apart but `remoteid`.
 * `surplus` counts those bought although one was there.
 */
export function findDuplicates(services: Iterable<Service>): { ids: ReadonlySet<string>; surplus: number } {
  const bySubject = new Map<string, Span[]>();
  const byRemoteid = new Map<string, Span[]>();
  for (const service of services) {
    if (service.paidAt === null || service.expiresOn === null) continue;
    const end = service.deletedAt === null ? Infinity : Date.parse(service.deletedAt);
    const to = Math.min(end, Date.parse(`${service.expiresOn}T23:59:59.999Z`));
    const span = { service, from: Date.parse(service.paidAt), to };
    if (service.remoteid !== null) push(byRemoteid, service.remoteid, span);
    if (service.kind === 'platform') continue;
    const subject = service.kind === 'addition' ? service.licence : service.ip;
    push(bySubject, `${service.kind} ${subject} ${service.pricelistId} ${service.cost === 0n}`, span);
  }
  const ids = new Set<string>();
  const surplus = new Set<string>();
  const note = (groups: Map<string, Span[]>, isSame: (earlier: Span, later: Span) => boolean): void => {
    for (const spans of groups.values()) {
      if (spans.length < 2) continue;
      spans.sort((a, b) => a.from - b.from);
      for (const [index, span] of spans.entries()) {
        const earlier = spans.slice(0, index).filter((other) => isSame(other, span));
        if (earlier.length === 0) continue;
        surplus.add(span.service.id);
        for (const other of [span, ...earlier]) ids.add(other.service.id);
      }
    }
  };
  note(bySubject, (earlier, later) => earlier.to > later.from);
  note(byRemoteid, () => true);
  return { ids, surplus: surplus.size };
}

function push(groups: Map<string, Span[]>, key: string, span: Span): void {
  const group = groups.get(key);
  if (group) group.push(span);
  else groups.set(key, [span]);
}
