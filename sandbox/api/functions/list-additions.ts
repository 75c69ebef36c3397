import { dateOf, periodUnit } from '../../calendar.ts';
import { formatMoney } from '../../money.ts';
import { STATUS_NAMES, statusOf } from '../../services.ts';
import type { Service } from '../../state.ts';
import { param, type ApiFunction, type Call } from '../call.ts';
import { element, textElement, type Element } from '../document.ts';

/** Rows of a list when the caller does not say: clients have to page. */
const DEFAULT_ROWS = 100;

/** What `filter=on` compares, exactly; `pricelist` by id or by name, as rows show both. */
const FILTERS: Record<string, (service: Service, call: Call) => readonly (string | null)[]> = {
  id: (service) => [service.id],
  item: (service) => [service.licence],
  pricelist: (service) => [service.pricelistId, service.name],
  pricelist_id: (service) => [service.pricelistId],
  intname: (service) => [service.intname],
  period: (service) => [String(service.period)],
  remoteid: (service) => [service.remoteid],
  createdate: (service) => [service.createdAt.slice(0, 10)],
  expiredate: (service) => [service.expiresOn],
  item_status: (service, call) => [statusOf(service, call.now)],
};

/** `addition`: services that are not deleted, newest first, filtered and paged. */
export const listAdditions: ApiFunction = (call) => {
  const pictureTakenAt = new Date(call.now.getTime() - call.staleMs);
  const services = call.sandbox.state.services
    .filter((service) => isVisible(service, pictureTakenAt, call.staleMs > 0))
    .filter((service) => passesFilter(service, call))
    .toReversed();
  const size = positiveInteger(param(call, 'p_cnt')) ?? DEFAULT_ROWS;
  const page = positiveInteger(param(call, 'p_num')) ?? 1;
  return [
    ...services.slice((page - 1) * size, page * size).map((service) => describeRow(service, call)),
    textElement('p_num', String(page)),
    textElement('p_cnt', String(size)),
    textElement('p_elems', String(services.length)),
  ];
};

function isVisible(service: Service, at: Date, isStale: boolean): boolean {
  if (!isStale) return service.deletedAt === null;
  const isDeleted = service.deletedAt !== null && new Date(service.deletedAt) <= at;
  return new Date(service.createdAt) <= at && !isDeleted;
}

function passesFilter(service: Service, call: Call): boolean {
  if (param(call, 'filter') !== 'on') return true;
  return Object.entries(FILTERS).every(([name, values]) => {
    const wanted = param(call, name);
    return wanted === '' || values(service, call).includes(wanted);
  });
}

function describeRow(service: Service, call: Call): Element {
  const { now, format, sandbox } = call;
  const status = statusOf(service, now);
  const cost = `${formatMoney(service.cost)} ${sandbox.state.currency} / ${periodUnit(service.period)}`;
  return element('elem', [
    textElement('id', service.id),
    textElement('item', service.licence),
    textElement('pricelist', service.name),
    textElement('pricelist_id', service.pricelistId),
    textElement('intname', service.intname),
    textElement('period', String(service.period)),
    textElement('createdate', dateOf(new Date(service.createdAt))),
    textElement('expiredate', service.expiresOn ?? ''),
    textElement('autoprolong', service.autoprolong === null ? 'null' : String(service.autoprolong)),
    // JSON has the word for people with the code beside it, XML the code (protocol.md 8).
    format === 'xml'
      ? textElement('item_status', status)
      : textElement('item_status', STATUS_NAMES[status], { orig: status }),
    textElement('item_real_status', status),
    textElement('cost', cost),
    ...(service.remoteid === null ? [] : [textElement('remoteid', service.remoteid)]),
  ]);
}

function positiveInteger(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
