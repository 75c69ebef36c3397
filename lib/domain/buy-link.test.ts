import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBuyLink } from './buy-link.ts';

describe('a Buy link', () => {
  test('is read in both documented forms', () => {
    expect(parseBuyLink({ module: 'CloudLinux', license: '234256', ip: '203.0.113.7', module_id: '9203' })).toEqual({
      ok: true,
      link: { module: 'CloudLinux', moduleId: '9203', licence: '234256', ip: '203.0.113.7' },
    });
    expect(parseBuyLink({ module: 'CloudLinux', license: '234256' })).toEqual({
      ok: true,
      link: { module: 'CloudLinux', moduleId: null, licence: '234256', ip: '' },
    });
    expect(parseBuyLink({ module_id: '9203', license: '1', ip: '2001:db8::7' })).toMatchObject({ ok: true });
  });

  const faulty: readonly [Parameters<typeof parseBuyLink>[0], string][] = [
    [{}, 'module_missing'],
    [{ module: '  ', license: '1' }, 'module_missing'],
    [{ module: '<script>', license: '1' }, 'module_malformed'],
    [{ module: 'a'.repeat(65), license: '1' }, 'module_malformed'],
    [{ module: 'x', module_id: '-1', license: '1' }, 'module_malformed'],
    [{ module: 'x\u0000y', license: '1' }, 'module_malformed'],
    [{ module: 'x' }, 'licence_missing'],
    [{ module: 'x', license: '12a' }, 'licence_malformed'],
    [{ module: 'x', license: '1'.repeat(13) }, 'licence_malformed'],
    [{ module: 'x', license: '١٢٣' }, 'licence_malformed'],
    [{ module: 'x', license: '1', ip: '300.1.1.1' }, 'ip_malformed'],
    [{ module: 'x', license: '1', ip: '1.2.3.4\n5' }, 'ip_malformed'],
    [{ module: 'x', license: '1', ip: 'localhost' }, 'ip_malformed'],
  ];
  for (const [params, fault] of faulty) {
    test(`${JSON.stringify(params).slice(0, 60)} is ${fault}`, () => {
      expect(parseBuyLink(params)).toEqual({ ok: false, fault });
    });
  }

  test('whatever is accepted is harmless: digits, an address, and a name without markup', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[\w.+ -]{1,20}$/),
      fc.ipV4(),
      fc.ipV6(),
      fc.constant('42'),
    );
    fc.assert(
      fc.property(
        fc.record({ module: text, module_id: text, license: text, ip: text }, { requiredKeys: [] }),
        (params) => {
          const parsed = parseBuyLink(params);
          if (!parsed.ok) return true;
          const { module, moduleId, licence, ip } = parsed.link;
          return (
            /^[\w .+-]{0,64}$/.test(module) &&
            /^\d{1,12}$/.test(moduleId ?? '0') &&
            /^\d{1,12}$/.test(licence) &&
            /^[0-9a-fA-F:.]*$/.test(ip)
          );
        },
      ),
    );
  });
});
