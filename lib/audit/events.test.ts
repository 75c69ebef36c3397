import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AUDIT_EVENTS } from './events.ts';

const root = join(import.meta.dirname, '..');
const code = globSync('**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts') && !/(events|sentences|orders\/replay)\.ts$/.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

/** What a write to the upstream may come to: `fulfilment.${outcome.kind}` in fulfilment/record-outcome.ts. */
const OUTCOMES = ['accepted', 'rejected', 'not_sent', 'unknown'].map((status) => `fulfilment.${status}`);

test.each(AUDIT_EVENTS)('the audit event %s is written somewhere', (event) => {
  const written = OUTCOMES.includes(event) ? '`fulfilment.${outcome.kind}`' : `'${event}'`;
  expect(code).toContain(written);
});
