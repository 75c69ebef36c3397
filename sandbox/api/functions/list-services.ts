import type { Kind } from '../../kinds.ts';
import { statusOf } from '../../services.ts';
import type { Service } from '../../state.ts';
import { param, type ApiFunction, type Call } from '../call.ts';
import { element, textElement } from '../document.ts';
import { describeRow } from './describe-service.ts';

/** Rows of a list when the caller does not say: clients have to page. */
const DEFAULT_ROWS = 100;

/** What `filter=on` compares, exactly; `pricelist` by id or by name, as rows show both. */
const FILTERS: Record<string, (service: Service, call: Call) => readonly (string | null)[]> = {
  id: (service) => [service.id],
  item: (service) => [service.licence],
  ip: (service) => [service.ip],
  licname: (service) => [service.licname],
  comment: (service) => [service.comment],
  pricelist: (service) => [service.pricelistId, service.name],
  pricelist_id: (service) => [service.pricelistId],
  intname: (service) => [service.intname],
  period: (service) => [String(service.period)],
  remoteid: (service) => [service.remoteid],
  createdate: (service) => [service.createdAt.slice(0, 10)],
  expiredate: (service) => [service.expiresOn],
  item_status: (service, call) => [statusOf(service, call.now)],
};

/** `<kind>`: services that are not deleted, newest first, filtered and paged. */
export function listServices(kind: Kind): ApiFunction {
  return (call) => {
    const { rowsPerPageMax, countRows } = call.sandbox.state.settings;
    const services = select(call, kind);
    const asked = positiveInteger(param(call, 'p_cnt')) ?? DEFAULT_ROWS;
    const size = Math.min(asked, rowsPerPageMax ?? asked);
    const page = positiveInteger(param(call, 'p_num')) ?? 1;
    // With repeated rows a page begins as if a service had been added since the page before.
    const from = page > 1 && call.repeatRows ? (page - 1) * size - 1 : (page - 1) * size;
    const count = services.length;
    // The list is kept oldest first and shown newest first.
    const rows = services.slice(Math.max(0, count - from - size), Math.max(0, count - from)).toReversed();
    return [
      ...rows.map((service) => element('elem', describeRow(service, call))),
      textElement('p_num', String(page)),
      textElement('p_cnt', String(size)),
      ...(countRows ? [textElement('p_elems', String(count))] : []),
    ];
  };
}

/** The rows that the call is about, oldest first; without a filter nothing is copied or looked through. */
function select(call: Call, kind: Kind): readonly Service[] {
  const { services } = call.sandbox.state;
  const filters =
    param(call, 'filter') === 'on' ? Object.entries(FILTERS).filter(([name]) => param(call, name) !== '') : [];
  const passes = (service: Service): boolean =>
    filters.every(([name, values]) => values(service, call).includes(param(call, name)));
  if (call.staleMs > 0) {
    const takenAt = new Date(call.now.getTime() - call.staleMs);
    return services.all().filter((each) => each.kind === kind && wasThere(each, takenAt) && passes(each));
  }
  if (filters.length === 0) return services.live(kind);
  const id = param(call, 'id');
  const remoteid = param(call, 'remoteid');
  const one = services.get(id);
  const candidates = id !== '' ? (one ? [one] : []) : remoteid !== '' ? services.withRemoteid(remoteid) : null;
  if (candidates === null) return services.live(kind).filter(passes);
  return candidates.filter((each) => each.kind === kind && each.deletedAt === null && passes(each));
}

function wasThere(service: Service, at: Date): boolean {
  const isDeleted = service.deletedAt !== null && new Date(service.deletedAt) <= at;
  return new Date(service.createdAt) <= at && !isDeleted;
}

function positiveInteger(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
