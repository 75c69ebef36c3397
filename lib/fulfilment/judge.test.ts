import { describe, expect, it } from 'vitest';
import type { AdditionRow } from '#lib/gateways/upstream/addition-row.ts';
import { baselineOf, judge, sameThing } from './judge.ts';

const WANTED = { licence: '234256', upstreamId: '9203', period: 1, names: ['CloudLinux OS'] };
const WRITE = { correlation: 'call_1', baselineIds: ['1'] };
const NOBODY: ReadonlySet<string> = new Set();

function row(id: string, facts: Partial<AdditionRow> = {}): AdditionRow {
  return {
    id,
    licence: '234256',
    tariffName: 'CloudLinux OS',
    upstreamId: '9203',
    period: 1,
    status: 'active',
    expiresOn: null,
    createdOn: null,
    autoprolong: null,
    remoteid: null,
    cost: null,
    ...facts,
  };
}

function verdict(rows: readonly AdditionRow[], claimed = NOBODY): string {
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
    expect(baselineOf([row('1'), row('2', { licence: '' }), row('3', { licence: '9' })], '234256')).toEqual(['1', '2']);
  });
});
