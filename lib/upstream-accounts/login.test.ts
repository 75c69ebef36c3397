import { expect, test } from 'vitest';
import { loginKey, normaliseAddress } from './login.ts';

test.each([
  ['https://API-EU.ispmanager.com/billmgr', 'https://api-eu.ispmanager.com/billmgr'],
  [' https://api.example.org:443/billmgr/ ', 'https://api.example.org/billmgr'],
  ['http://api.example.org:80', 'http://api.example.org'],
  ['https://api.example.org:1500/manager/billmgr//', 'https://api.example.org:1500/manager/billmgr'],
  ['https://[2001:DB8::1]/billmgr', 'https://[2001:db8::1]/billmgr'],
])('the address %s is kept as %s', (typed, kept) => {
  expect(normaliseAddress(typed)).toBe(kept);
  expect(normaliseAddress(kept)).toBe(kept);
});

test.each([
  '',
  'api.example.org/billmgr',
  'ftp://api.example.org',
  'https://user:secret@api.example.org/',
  'https://api.example.org/billmgr?authinfo=a:b',
  'https://api.example.org/billmgr#top',
  'file:///etc/passwd',
])('%s is no address of an upstream', (typed) => {
  expect(normaliseAddress(typed)).toBeNull();
});

test('a login is one, whichever of the paths of its one end point was typed', () => {
  const username = 'reseller';
  const keys = [
    'https://api.example.org',
    'https://API.example.org:443/billmgr/',
    'https://api.example.org/manager/billmgr',
  ].map((url) => loginKey({ url, username }));
  expect(new Set(keys).size).toBe(1);
  expect(loginKey({ url: 'https://api.example.org', username: 'other' })).not.toBe(keys[0]);
  expect(loginKey({ url: 'https://api.example.org:1500', username })).not.toBe(keys[0]);
});
