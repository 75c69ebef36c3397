import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalIp, ipText } from './ip-address.ts';

describe('an IP address', () => {
  it.each([
    [' 203.0.113.7 ', '203.0.113.7'],
    ['2001:DB8:0:0::0007', '2001:db8::7'],
    ['2001:0db8:0:0:0:0:0:7', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
    ['fe80::1:2:3:4', 'fe80::1:2:3:4'],
    ['::', '::'],
  ])('written as %s is kept as %s', (typed, kept) => {
    expect(canonicalIp(typed)).toBe(kept);
    expect(canonicalIp(kept)).toBe(kept);
    expect(ipText(typed)).toBe(kept);
  });

  it('of version 4 is one as it stands, and none with more or less in it', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(canonicalIp(ip)).toBe(ip);
        expect(canonicalIp(`${ip}.1`)).toBeNull();
        expect(canonicalIp(ip.slice(ip.indexOf('.') + 1))).toBeNull();
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a host name', 'example.org'],
    ['a number out of range', '203.0.113.256'],
    ['a bare number', '2130706433'],
    ['an address with a zone', 'fe80::1%eth0'],
    ['an embedded IPv4 address', '::ffff:203.0.113.7'],
    ['two gaps', '1::2::3'],
    ['a colon', ':'],
    ['seven groups', '1:2:3:4:5:6:7'],
    ['nine groups', '1:2:3:4:5:6:7:8:9'],
    ['a letter beyond f', 'g::1'],
    ['a group of five', '12345::'],
  ])('is not %s, which stays as it is', (_, text) => {
    expect(canonicalIp(text)).toBeNull();
    expect(ipText(text)).toBe(text);
  });
});
