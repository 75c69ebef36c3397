import { dateOf, periodUnit } from '../../calendar.ts';
import { formatMoney } from '../../money.ts';
import { licenceKeyOf, STATUS_NAMES, statusOf } from '../../services.ts';
import type { Service } from '../../state.ts';
import type { Call } from '../call.ts';
import { textElement, type Element } from '../document.ts';

/** What lists and forms write where a date is not a date (protocol.md 8). */
const DATE_PHRASE = 'Daily charges';

/** The columns of a list's row. */
export function describeRow(service: Service, call: Call): Element[] {
  const { currency } = call.sandbox.state;
  return [
    textElement('id', service.id),
    ...subjectElements(service),
    textElement('pricelist', service.name),
    textElement('pricelist_id', service.pricelistId),
    textElement('intname', service.intname),
    ...(service.kind === 'addition' ? [] : [textElement('datacentername', 'Main')]),
    textElement('period', String(service.period)),
    ...dateElements(service, call),
    ...statusElements(service, call),
    textElement('cost', `${formatMoney(service.cost)} ${currency} / ${periodUnit(service.period)}`),
    ...(service.remoteid === null ? [] : [textElement('remoteid', service.remoteid)]),
  ];
}

/** The fields of `<kind>.edit`. */
export function describeForm(service: Service, call: Call): Element[] {
  return [
    textElement('elid', service.id),
    ...subjectElements(service),
    textElement('pricelist', service.pricelistId),
    textElement('pricelist_name', service.name),
    ...(service.kind === 'soft' ? [textElement('lickey', licenceKeyOf(service, call.now))] : []),
    ...Object.entries(service.addons).map(([id, count]) => textElement(`addon_${id}`, String(count))),
    textElement('period', String(service.period)),
    textElement('status', statusOf(service, call.now)),
    ...dateElements(service, call),
    ...(service.remoteid === null ? [] : [textElement('remoteid', service.remoteid)]),
  ];
}

function subjectElements({ kind, licence, ip, licname, comment }: Service): Element[] {
  switch (kind) {
    case 'addition':
      return [textElement('item', licence)];
    case 'platform':
      return [textElement('comment', comment)];
    default:
      return [textElement('licname', licname), textElement('ip', ip)];
  }
}

function dateElements({ createdAt, expiresOn, autoprolong }: Service, call: Call): Element[] {
  const isPhrase = call.sandbox.state.settings.datePhrases && expiresOn !== null;
  return [
    textElement('createdate', dateOf(new Date(createdAt))),
    textElement('expiredate', isPhrase ? DATE_PHRASE : (expiresOn ?? '')),
    ...(isPhrase ? [textElement('real_expiredate', expiresOn)] : []),
    textElement('autoprolong', autoprolong === null ? 'null' : String(autoprolong)),
  ];
}

/** Word and code of the status, in one of the four places that public clients know (protocol.md 8). */
function statusElements(service: Service, { now, format, sandbox }: Call): Element[] {
  const code = statusOf(service, now);
  const word = STATUS_NAMES[code];
  switch (sandbox.state.settings.statusPlace) {
    case 'item_real_status':
      return [textElement('item_status', word), textElement('item_real_status', code)];
    case 'orig':
      return [textElement('item_status', word, { orig: code })];
    case 'item_status':
      return [textElement('item_status', code)];
    case 'status':
      return [textElement('item_status', word), textElement('status', code)];
    default:
      // JSON has the word for people with the code beside it, XML and the flat form the code.
      return [
        format === 'xml' || format === 'bjson'
          ? textElement('item_status', code)
          : textElement('item_status', word, { orig: code }),
        textElement('item_real_status', code),
      ];
  }
}
