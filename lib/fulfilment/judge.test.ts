import { describe, expect, it } from 'vitest';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { baselineOf, judge, sameThing } from './judge.ts';

const WANTED = {
  kind: 'addition',
  licence: '234256',
  ip: '',
  upstreamId: '9203',
  period: 1,
  names: ['CloudLinux OS'],
} as const;
const WRITE = { correlation: 'call_1', baselineIds: ['1'] };
const NOBODY: ReadonlySet<string> = new Set();

function row(id: string, facts: Partial<ServiceRow> = {}): ServiceRow {
  return {
    kind: 'addition',
    id,
    licence: '234256',
    ip: '',
    licname: '',
    comment: '',
    tariffName: 'CloudLinux OS',
    upstreamId: '9203',
    period: 1,
    status: 'active',
    expiresOn: null,
    createdOn: null,
    autoprolong: null,
    remoteid: null,
    cost: null,
    currency: null,
    ...facts,
  };
}

function verdict(rows: readonly ServiceRow[], claimed = NOBODY): string {
  const found = judge(rows, WANTED, WRITE, claimed);
  return found.kind === 'found' ? `found ${found.row.id}` : found.kind;
}

describe('what a write made is found', () => {
  it.each([
    ['by what it is, when nothing else is new', [row('1'), row('2')], 'found 2'],
    [
      'by its remoteid, whatever tariff the row shows',
      [row('2', { remoteid: 'call_1', upstreamId: null, tariffName: 'Other' })],
      'found 2',
    ],
    ['by its remoteid, although the row shows no licence', [row('2', { remoteid: 'call_1', licence: '' })], 'found 2'],
    ['by its remoteid, before a row that only fits', [row('2'), row('3', { remoteid: 'call_1' })], 'found 3'],
    ['although the row shows no licence', [row('2', { licence: '' })], 'found 2'],
    ['although the row shows no period', [row('2', { period: null })], 'found 2'],
    ['by the tariff’s name where the list has no ids', [row('2', { upstreamId: null })], 'found 2'],
  ])('%s', (_, rows, expected) => expect(verdict(rows)).toBe(expected));
});

describe('what is not its own is never taken', () => {
  it.each([
    ['a row that was there before', [row('1')]],
    ['a row with somebody else’s remoteid', [row('2', { remoteid: 'call_2' })]],
    ['a row of another licence', [row('2', { licence: '1234256' })]],
    ['a row of another tariff', [row('2', { upstreamId: '11738' })]],
  ])('%s', (_, rows) => expect(verdict(rows)).toBe('nothing'));

  it('a row that another order has', () => expect(verdict([row('2')], new Set(['2']))).toBe('nothing'));
});

describe('what cannot be told is a person’s, never absence', () => {
  it.each([
    ['two rows fit', [row('2'), row('3')], 'several'],
    ['two rows carry its remoteid', [row('2', { remoteid: 'call_1' }), row('3', { remoteid: 'call_1' })], 'several'],
    [
      'a new row of the licence has a tariff by another name',
      [row('2', { upstreamId: null, tariffName: 'CloudLinux Shared' })],
      'unclear',
    ],
    ['a new row of the licence has another period', [row('2', { period: 12 })], 'unclear'],
    ['its own row is deleted already', [row('2', { remoteid: 'call_1', status: 'deleted' })], 'unclear'],
    ['a fitting new row is deleted already', [row('2', { status: 'deleted' })], 'unclear'],
  ])('%s', (_, rows, expected) => expect(verdict(rows)).toBe(expected));
});

describe('before a write', () => {
  it('the same module of any period counts, a deleted one does not', () => {
    const rows = [
      row('1', { period: 12 }),
      row('2', { status: 'deleted' }),
      row('3', { licence: '' }),
      row('4', { upstreamId: '1' }),
    ];
    expect(sameThing(rows, WANTED).map(({ id }) => id)).toEqual(['1']);
  });

  it('rows of the licence and rows of nobody’s can never be claimed later', () => {
    expect(baselineOf([row('1'), row('2', { licence: '' }), row('3', { licence: '9' })], WANTED)).toEqual(['1', '2']);
  });
});

describe('things that are for an address or for nobody', () => {
  const CALL = `call_${'0123456789abcdefghjk'}`;
  const OTHER = `call_${'k'.repeat(20)}`;
  const write = { correlation: CALL, baselineIds: ['1'] };
  const licence = (id: string, facts: Partial<ServiceRow> = {}) =>
    row(id, { kind: 'softexternal', licence: '', ip: '203.0.113.7', ...facts });
  const wanted = { ...WANTED, kind: 'softexternal', licence: '', ip: '203.0.113.7' } as const;
  const platform = { ...WANTED, kind: 'platform', licence: '', ip: '' } as const;
  const found = (rows: readonly ServiceRow[], thing: Parameters<typeof judge>[1]): string => {
    const told = judge(rows, thing, write, NOBODY);
    return told.kind === 'found' ? `found ${told.row.id}` : told.kind;
  };

  it.each([
    ['by its name, which carries the correlation', [licence('2', { licname: `web ${CALL}`, ip: '' })], 'found 2'],
    ['by its address', [licence('2')], 'found 2'],
    ['not for another address', [licence('2', { ip: '203.0.113.8' })], 'nothing'],
    ['not by a name that carries another order’s correlation', [licence('2', { licname: `web ${OTHER}` })], 'nothing'],
    ['not for another address of IPv6', [licence('2', { ip: '2001:db8::8' })], 'nothing'],
  ])('a licence for a server is found %s', (_, rows, expected) => expect(found(rows, wanted)).toBe(expected));

  it('an address of IPv6 is the same in every spelling', () => {
    const ipv6 = { ...wanted, ip: '2001:db8::7' };
    expect(found([licence('2', { ip: '2001:0DB8:0:0::0007' })], ipv6)).toBe('found 2');
    expect(sameThing([licence('2', { ip: '2001:0DB8:0:0::0007' })], ipv6)).toHaveLength(1);
  });

  it.each([
    ['by its comment', [row('2', { licence: '', comment: `A-1001 ${CALL}` })], 'found 2'],
    ['never by another order’s comment', [row('2', { licence: '', comment: `A-1002 ${OTHER}` })], 'nothing'],
    ['by being the only new one of its tariff', [row('1', { licence: '' }), row('2', { licence: '' })], 'found 2'],
    ['and two new ones are for a person', [row('2', { licence: '' }), row('3', { licence: '' })], 'several'],
  ])('a platform is found %s', (_, rows, expected) => expect(found(rows, platform)).toBe(expected));

  it('a second platform may always be bought', () => {
    expect(sameThing([row('1', { licence: '' })], platform)).toEqual([]);
    expect(baselineOf([row('1', { licence: '' }), row('2', { upstreamId: '1' })], platform)).toEqual(['1']);
  });

  it('an address is compared without regard to capitals', () => {
    const v6 = { ...wanted, ip: '2001:db8::1' } as const;
    expect(sameThing([licence('1', { ip: '2001:DB8::1' })], v6)).toHaveLength(1);
  });

  it('a correlation is told at either end of a name, and never by half', () => {
    const told = (licname: string): string => found([licence('2', { licname })], wanted);
    expect([told(OTHER), told(`${OTHER} web`), told(`web ${OTHER}`), told(`(${OTHER})`)]).toEqual(
      Array(4).fill('nothing'),
    );
    expect([told(`${OTHER}1`), told(`x${OTHER}`), told(`${OTHER}é`)]).toEqual(Array(3).fill('found 2'));
  });

  it('a row without an address may be anybody’s: it can be ours, and is never the same thing', () => {
    expect(found([licence('2', { ip: '' })], wanted)).toBe('found 2');
    expect(sameThing([licence('2', { ip: '' })], wanted)).toEqual([]);
    expect(baselineOf([licence('2', { ip: '' }), licence('3', { ip: '203.0.113.8' })], wanted)).toEqual(['2']);
  });

  it('a platform’s rows never tell for whom they are, whatever address they show', () => {
    const shown = row('2', { licence: '', ip: '203.0.113.9', upstreamId: null, tariffName: 'Another' });
    expect(sameThing([row('2', { licence: '', ip: '' })], platform)).toEqual([]);
    expect(baselineOf([shown, row('3', { upstreamId: '1' })], platform)).toEqual(['2']);
    expect(found([row('2', { licence: '', ip: '203.0.113.9' })], platform)).toBe('found 2');
  });

  it('names the row that leaves it unclear', () => {
    const told = judge([licence('2', { status: 'deleted' })], wanted, write, NOBODY);
    expect('rows' in told ? told.rows.map(({ id }) => id) : []).toEqual(['2']);
  });
});
