import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AUDIT_EVENTS } from './events.ts';

const root = join(import.meta.dirname, '..');
const code = globSync('**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts') && file !== 'audit/events.ts' && file !== 'orders/sentences.ts')
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

/** What a write to the upstream may come to: `fulfilment.${status}` in fulfilment/record-outcome.ts. */
const OUTCOMES = ['accepted', 'rejected', 'not_sent', 'unknown'].map((status) => `fulfilment.${status}`);

test.each(AUDIT_EVENTS)('the audit event %s is written somewhere', (event) => {
  const written = OUTCOMES.includes(event) ? '`fulfilment.${status}`' : `'${event}'`;
  expect(code).toContain(written);
});
