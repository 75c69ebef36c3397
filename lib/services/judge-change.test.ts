import { describe, expect, it } from 'vitest';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { addMonths, dayText } from './calendar.ts';
import type { JudgedChange } from './judge-change.ts';
import { judgeChange } from './judge-change.ts';

const ROW: ServiceRow = {
  kind: 'softexternal',
  id: '1',
  licence: '',
  ip: '203.0.113.7',
  licname: 'web',
  comment: '',
  tariffName: 'CloudLinux',
  upstreamId: '9203',
  period: 1,
  status: 'active',
  expiresOn: '2026-12-20',
  createdOn: null,
  autoprolong: null,
  remoteid: null,
  cost: null,
  currency: null,
};
const NOTHING: JudgedChange = { action: 'renew', wanted: {}, period: null, periodStart: null };
const START = new Date('2026-12-20');
const RENEW: JudgedChange = { ...NOTHING, period: 1, periodStart: START };
const SENT = { sentAt: new Date('2026-11-20T12:00:00Z'), newExpiresOn: '2027-01-20' };

const judge = (
  change: Partial<JudgedChange>,
  row: Partial<ServiceRow> | null,
  addons: Record<string, number> | null = null,
) => judgeChange({ ...NOTHING, ...change }, { row: row && { ...ROW, ...row }, addons }, SENT);

describe('a renewal', () => {
  const until = (expiresOn: string | null, write: typeof SENT | null = SENT) =>
    judgeChange(RENEW, { row: { ...ROW, expiresOn }, addons: null }, write);

  it.each([
    ['2026-12-20', 'not_reached'],
    ['2027-01-20', 'reached'],
    ['2027-01-17', 'reached'],
    ['2027-01-23', 'reached'],
    ['2027-01-24', 'other'],
    ['2027-02-20', 'other'],
    ['2026-12-21', 'other'],
    ['2026-12-19', 'unclear'],
    [null, 'unclear'],
  ])('whose service lasts until %s is %s', (expiresOn, verdict) => {
    expect(until(expiresOn)).toBe(verdict);
  });

  it('that was never sent is not what made the service last longer', () => {
    expect(until('2027-01-20', null)).toBe('other');
    expect(until('2026-12-20', null)).toBe('not_reached');
  });

  it('of which no end was promised is counted from the old end, or from the day of the write', () => {
    const write = { sentAt: new Date('2027-02-10T00:00:00Z'), newExpiresOn: null };
    const lasting = (expiresOn: string) => judgeChange(RENEW, { row: { ...ROW, expiresOn }, addons: null }, write);
    expect(lasting('2027-01-20')).toBe('reached');
    expect(lasting('2027-03-10')).toBe('reached');
    expect(lasting('2027-02-20')).toBe('other');
  });

  it('of a service that is gone is neither done nor undone', () => {
    expect(judgeChange(RENEW, { row: null, addons: null }, SENT)).toBe('gone');
  });
});

describe('an edit', () => {
  it.each([
    [{ ip: '203.0.113.7' }, {}, 'reached'],
    [{ ip: '203.0.113.8' }, {}, 'not_reached'],
    [{ ip: '2001:db8::7' }, { ip: '2001:DB8:0::0007' }, 'reached'],
    [{ ip: '203.0.113.8' }, { ip: '' }, 'unclear'],
    [{ licname: '' }, { licname: '' }, 'reached'],
    [{ licname: 'web', ip: '203.0.113.8' }, {}, 'not_reached'],
    [{ licname: 'vm' }, { kind: 'platform', comment: 'vm', licname: '' }, 'reached'],
    [{ licence: '12' }, { kind: 'addition', licence: 'ispmanager (12)' }, 'reached'],
    [{ licence: '12' }, { kind: 'addition', licence: '123' }, 'not_reached'],
    [{ licence: '12' }, { kind: 'addition', licence: '' }, 'unclear'],
    [{ autoprolong: null }, {}, 'reached'],
    [{ autoprolong: null }, { autoprolong: '1' }, 'not_reached'],
  ] as const)('to %j with the row %j is %s', (wanted, row, verdict) => {
    expect(judge({ action: 'edit', wanted }, row)).toBe(verdict);
  });

  it('of add-ons is judged by the form alone', () => {
    const wanted = { addons: { '7': 2 } };
    expect(judge({ action: 'edit', wanted }, {}, { '7': 2 })).toBe('reached');
    expect(judge({ action: 'edit', wanted }, {}, { '7': 1 })).toBe('not_reached');
    expect(judge({ action: 'edit', wanted }, {}, { '8': 2 })).toBe('unclear');
    expect(judge({ action: 'edit', wanted }, {})).toBe('unclear');
  });
});

it.each([
  ['suspend', 'suspended', 'reached'],
  ['suspend', 'active', 'not_reached'],
  ['suspend', 'processing', 'not_reached'],
  ['resume', 'active', 'reached'],
  ['resume', 'suspended', 'not_reached'],
  ['delete', 'suspended', 'not_reached'],
] as const)('to %s a service that is %s is %s', (action, status, verdict) => {
  expect(judge({ action }, { status })).toBe(verdict);
});

it('a deletion is reached when the service is gone, and nothing else is', () => {
  expect(judge({ action: 'delete' }, null)).toBe('reached');
  expect(judge({ action: 'suspend' }, null)).toBe('gone');
  expect(judge({ action: 'edit', wanted: { licname: '' } }, null)).toBe('gone');
});

it.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2026-12-20', 12, '2027-12-20'],
])('%s and %i months is %s', (from, months, until) => {
  expect(dayText(addMonths(new Date(from), months))).toBe(until);
});
