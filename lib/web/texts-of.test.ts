import { expect, it } from 'vitest';
import { textsOf } from './texts-of.ts';

it('a form gives its texts, and no NUL comes through any of them', () => {
  const form = new FormData();
  form.set('email', 'an\u0000n@example.org');
  form.set('note', '\u0000');
  form.set('$ACTION_KEY', 'next');
  form.set('file', new File(['x'], 'x.txt'));
  expect(textsOf(form)).toEqual({ email: 'ann@example.org', note: '' });
});
