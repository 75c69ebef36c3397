import type { Quantities } from '#lib/domain/addons.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { ServiceAction } from '#lib/domain/service-change.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { findService } from '#lib/gateways/upstream/find-service.ts';
import { listServices } from '#lib/gateways/upstream/list-services.ts';
import type { ReadOutcome } from '#lib/gateways/upstream/outcome.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { viewService } from '#lib/gateways/upstream/view-service.ts';
import { noteAnswer, noteFault } from '#lib/upstream-accounts/breaker.ts';

/** A service as the upstream shows it; `row` is null when it is gone. `addons` is null where its form was not read. */
export type UpstreamState = { readonly row: ServiceRow | null; readonly addons: Quantities | null };

/** What a reading told, or why there was none; `message` is ours or the upstream's, secrets removed. */
export type Told<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly reason: Reason; readonly message: string };

/** The service at its account. */
export type Place = {
  readonly kind: ProductKind;
  readonly upstreamServiceId: string;
  readonly upstreamAccountId: string;
};

/** Tells the breaker whether a read was answered, and gives it through. */
export async function noted<T>(accountId: string, read: ReadOutcome<T>, now: Date): Promise<ReadOutcome<T>> {
  if (read.ok || read.error !== null) await noteAnswer(accountId);
  else await noteFault(accountId, read.message, now);
  return read;
}

/**
 * Reads one service. Its row is asked for by a filter; should that show nothing, the whole list is read, and its form too: a service
 * counts as gone only when both say so, because a list may lag behind. The form also has the
 * add-ons of an edit, and the last day where the list does not print it.
 */
export async function readState(
  connection: UpstreamConnection,
  place: Place,
  action: ServiceAction,
  now: Date,
): Promise<Told<{ state: UpstreamState }>> {
  const { kind, upstreamServiceId: id, upstreamAccountId } = place;
  const found = await noted(upstreamAccountId, await findService(connection, kind, id), now);
  if (!found.ok) return { ok: false, reason: found.reason, message: found.message };
  let row = found.value;
  if (row === null) {
    const list = await noted(upstreamAccountId, await listServices(connection, kind), now);
    if (!list.ok) return { ok: false, reason: list.reason, message: list.message };
    row = list.value.find((each) => each.id === id) ?? null;
  }
  const listed = row === null || row.status === 'deleted' ? null : row;
  const says = listed !== null && (action === 'renew' ? listed.expiresOn !== null : action !== 'edit');
  if (says) return { ok: true, state: { row: listed, addons: null } };
  const view = await noted(upstreamAccountId, await viewService(connection, kind, id), now);
  // An account that may not open the form still has its list.
  if (!view.ok && view.error === null) return { ok: false, reason: view.reason, message: view.message };
  const form = view.ok ? view.value : null;
  if (listed !== null) {
    const expiresOn = listed.expiresOn ?? form?.expiresOn ?? null;
    return { ok: true, state: { row: { ...listed, expiresOn }, addons: form?.addons ?? null } };
  }
  const isThere = form !== null && form.status !== 'deleted' && !(row !== null && form.status === 'unknown');
  return { ok: true, state: { row: isThere ? form : null, addons: form?.addons ?? null } };
}
