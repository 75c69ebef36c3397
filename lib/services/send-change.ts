import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { deleteService } from '#lib/gateways/upstream/delete-service.ts';
import { editService } from '#lib/gateways/upstream/edit-service.ts';
import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';
import { prolong } from '#lib/gateways/upstream/prolong.ts';
import { resumeService } from '#lib/gateways/upstream/resume-service.ts';
import { suspendService } from '#lib/gateways/upstream/suspend-service.ts';
import { readEdit, toUpstreamEdit } from './edit.ts';
import type { LoadedChange } from './load-change.ts';

/** The one write of a change. A repeat of a renewal charges again; nothing in here repeats. */
export function sendChange(connection: UpstreamConnection, change: LoadedChange): Promise<WriteOutcome<unknown>> {
  const { kind, upstreamServiceId: serviceId } = change.service;
  switch (change.action) {
    case 'renew':
      return prolong(connection, { serviceId, period: change.period ?? 0 });
    case 'edit':
      return editService(connection, toUpstreamEdit(kind, serviceId, readEdit(change.wanted)));
    case 'delete':
      return deleteService(connection, kind, serviceId);
    case 'suspend':
    case 'resume': {
      if (kind === 'addition') throw new Error(`A module cannot be asked to ${change.action}`);
      return change.action === 'suspend'
        ? suspendService(connection, kind, serviceId)
        : resumeService(connection, kind, serviceId);
    }
  }
}
