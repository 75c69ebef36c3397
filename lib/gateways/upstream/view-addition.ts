import type { AdditionRow } from './addition-row.ts';
import { additionForm } from './addition-row.ts';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { ReadOutcome } from './outcome.ts';

/** One module by its id; null when it does not exist, or is somebody else's (protocol.md 4.2, `missed`). */
export async function viewAddition(
  connection: UpstreamConnection,
  serviceId: string,
): Promise<ReadOutcome<AdditionRow | null>> {
  const answer = await read(connection, { func: 'addition.edit', params: { elid: serviceId }, reply: additionForm });
  if (!answer.ok && answer.error?.type === 'missed' && answer.error.object !== 'func') {
    return { ok: true, value: null, exchange: answer.exchange };
  }
  return answer;
}
