import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { WriteOutcome } from './outcome.ts';

/** What to change; months of automatic renewal must be the service's own period, null switches it off (protocol.md 7.1). */
export type AdditionEdit = {
  readonly serviceId: string;
  readonly licence?: string | undefined;
  readonly autoprolong?: number | null | undefined;
};

/** Binds a module to another licence, or switches its automatic renewal. */
export function editAddition(connection: UpstreamConnection, edit: AdditionEdit): Promise<WriteOutcome<Done>> {
  const { serviceId, licence, autoprolong } = edit;
  const params = {
    elid: serviceId,
    ...(licence === undefined ? {} : { item: licence }),
    ...(autoprolong === undefined ? {} : { autoprolong: autoprolong === null ? 'null' : String(autoprolong) }),
    sok: 'ok',
  };
  return write(connection, { func: 'addition.edit', params, reply: done });
}
