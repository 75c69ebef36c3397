import { describe, expect, it } from 'vitest';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { toMirrorRow } from './mirror-row.ts';

const CALL = 'call_0123456789abcdefghjk';

function row(facts: Partial<ServiceRow>): ServiceRow {
  return {
    kind: 'addition',
    id: '1',
    licence: '234256',
    ip: '',
    licname: '',
    comment: '',
    tariffName: 'Softaculous',
    upstreamId: '9204',
    period: 1,
    status: 'active',
    expiresOn: '2026-12-20',
    createdOn: null,
    autoprolong: null,
    remoteid: null,
    cost: 20_000n,
    currency: 'EUR',
    ...facts,
  };
}

describe('a row in the mirror', () => {
  it.each([
    ['234256', '234256'],
    ['ispmanager lite (234256)', '234256'],
    ['ispmanager 6 lite (234256)', 'ispmanager 6 lite (234256)'],
    ['', ''],
  ])('of licence "%s" is of "%s"', (licence, kept) => {
    expect(toMirrorRow(row({ licence })).licence).toBe(kept);
  });

  it('has its address in the one spelling, and what is none as it is shown', () => {
    expect(toMirrorRow(row({ ip: '2001:DB8:0::0007' })).ip).toBe('2001:db8::7');
    expect(toMirrorRow(row({ ip: 'server 7' })).ip).toBe('server 7');
  });

  it.each(['0000-00-00', '2026-02-30', '2026-13-01'])('has no last day where the text is %s', (expiresOn) => {
    expect(toMirrorRow(row({ expiresOn })).expiresOn).toBeNull();
  });

  it('carries the correlation that its name or comment carries, where no remoteid is shown', () => {
    expect(toMirrorRow(row({ licname: `web 1 ${CALL}` })).remoteid).toBe(CALL);
    expect(toMirrorRow(row({ comment: CALL, remoteid: '' })).remoteid).toBe(CALL);
    expect(toMirrorRow(row({ comment: `${CALL}x` })).remoteid).toBeNull();
    expect(toMirrorRow(row({ comment: CALL, remoteid: 'other' })).remoteid).toBe('other');
  });

  it.each([
    ['3', 3],
    ['on', 1],
    [null, null],
  ])('renewed by "%s" is renewed by %s months', (autoprolong, months) => {
    expect(toMirrorRow(row({ autoprolong })).autoprolong).toBe(months);
  });
});
