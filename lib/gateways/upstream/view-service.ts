import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { UpstreamKind } from './export-price-list.ts';
import { optionalText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';
import type { ServiceRow } from './service-row.ts';
import { serviceColumns, toServiceRow } from './service-row.ts';

/** One service, with what only its form shows. */
export type ServiceForm = ServiceRow & {
  /** Key of an ispmanager licence; null until it is made (protocol.md 7.3). */
  readonly licenceKey: string | null;
  /** Quantities by add-on id; a flag that is on is 1. */
  readonly addons: Readonly<Record<string, number>>;
};

const FLAGS: Readonly<Record<string, number>> = { on: 1, off: 0, '': 0 };

function addonsOf(doc: object): Record<string, number> {
  const addons: Record<string, number> = {};
  for (const [name, value] of Object.entries(doc)) {
    const id = /^addon_(\d{1,12})$/.exec(name)?.[1];
    const text = optionalText.safeParse(value).data ?? '';
    const quantity = FLAGS[text] ?? (/^\d{1,9}$/.test(text) ? Number(text) : null);
    if (id !== undefined && quantity !== null) addons[id] = quantity;
  }
  return addons;
}

/** One service by its id, from the form that `<kind>.edit` shows; null when it does not exist, or is somebody else's (`missed`). */
export async function viewService(
  connection: UpstreamConnection,
  kind: UpstreamKind,
  id: string,
): Promise<ReadOutcome<ServiceForm | null>> {
  const reply = serviceColumns
    .extend({ elid: optionalText, id: optionalText, lickey: optionalText })
    .loose()
    .refine((doc) => (doc.elid ?? doc.id) === id)
    .transform((doc): ServiceForm => ({
      ...toServiceRow(kind, id, doc),
      licenceKey: doc.lickey,
      addons: addonsOf(doc),
    }));
  const answer = await read(connection, { func: `${kind}.edit`, params: { elid: id }, reply });
  if (!answer.ok && answer.error?.type === 'missed' && answer.error.object !== 'func') {
    return { ok: true, value: null, exchange: answer.exchange };
  }
  return answer;
}
