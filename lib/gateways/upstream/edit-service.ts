import { addonParams } from './addon-params.ts';
import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { AddonQuantities } from './order-params.ts';
import type { WriteOutcome } from './outcome.ts';

/** Months of automatic renewal must be the service's own period; null switches it off (protocol.md 7.1). */
type Renewal = { readonly autoprolong?: number | null };

/** What to change of a service; what is not named stays as it is. */
export type ServiceEdit = { readonly serviceId: string } & (
  | { readonly kind: 'addition'; readonly change: Renewal & { readonly licence?: string } }
  | { readonly kind: 'softexternal'; readonly change: Renewal & { readonly ip?: string; readonly licname?: string } }
  | {
      readonly kind: 'soft';
      readonly change: Renewal & { readonly ip?: string; readonly licname?: string; readonly addons?: AddonQuantities };
    }
  | {
      readonly kind: 'platform';
      readonly change: Renewal & { readonly comment?: string; readonly addons?: AddonQuantities };
    }
);

function changeParams(edit: ServiceEdit): Record<string, string | undefined> {
  switch (edit.kind) {
    case 'addition':
      return { item: edit.change.licence };
    case 'softexternal':
      return { ip: edit.change.ip, licname: edit.change.licname };
    case 'soft':
      return { ip: edit.change.ip, licname: edit.change.licname, ...addonParams(edit.change.addons ?? {}) };
    case 'platform':
      return { comment: edit.change.comment, ...addonParams(edit.change.addons ?? {}) };
  }
}

/** Changes what a service is bound to, its name, its add-ons or its automatic renewal (protocol.md 7). More add-ons may cost at once. */
export function editService(connection: UpstreamConnection, edit: ServiceEdit): Promise<WriteOutcome<Done>> {
  const { autoprolong } = edit.change;
  const changes = {
    ...changeParams(edit),
    autoprolong: autoprolong === undefined ? undefined : String(autoprolong),
  };
  const params: Record<string, string> = { elid: edit.serviceId, sok: 'ok' };
  for (const [name, value] of Object.entries(changes)) if (value !== undefined) params[name] = value;
  return write(connection, { func: `${edit.kind}.edit`, params, reply: done });
}
