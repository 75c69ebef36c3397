import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatMoney } from './money.ts';
import { stateSchema, type State } from './state.ts';

/** The saved state, or null when there is no file yet; throws when the file is not a sandbox state. */
export function loadState(path: string): State | null {
  if (!existsSync(path)) return null;
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const parsed = stateSchema.safeParse(content);
  if (!parsed.success) throw new Error(`${path} is not a sandbox state: ${parsed.error.message}`);
  return parsed.data;
}

/**
 * Replaces the state file in one step. Synchronous on purpose: no other request can come between a purchase and
 * its record, and a killed process leaves the old or the new file, never half of one. The file may hold a password.
 */
export function saveState(path: string, state: State): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  const text = JSON.stringify(state, (_key, value: unknown) =>
    typeof value === 'bigint' ? formatMoney(value) : value,
  );
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}
