import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSections } from './state-machines.ts';

const path = join(import.meta.dirname, '../docs/fulfilment.md');
const page = readFileSync(path, 'utf8');
const written = withSections(page);
if (written === page) {
  console.log('docs/fulfilment.md says what the code says.');
} else {
  writeFileSync(path, written);
  console.log('Wrote docs/fulfilment.md.');
}
