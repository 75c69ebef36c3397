import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withSections } from './state-machines.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/fulfilment.md'), 'utf8');

it('the published state machine is the one of the code', () => {
  expect(withSections(page) === page, 'docs/fulfilment.md is not what the code says: run `npm run docs`').toBe(true);
});

it('a page without the markers of a section is refused, so that none is lost unseen', () => {
  expect(() => withSections(page.replace('<!-- code: timetable -->', ''))).toThrow('no markers for timetable');
});
