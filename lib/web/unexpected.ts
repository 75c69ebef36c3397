import { newId } from '#lib/platform/ids.ts';
import { log } from '#lib/platform/log.ts';

/** Logs what nobody expected, and gives the sentence for it, with the number under which the log has it. */
export function unexpected(error: unknown, what: string): string {
  const id = newId('err');
  log().error({ err: error, id }, what);
  return `Something went wrong on our side. Try again: a repeat is safe. If it stays, tell us this number: ${id}`;
}
