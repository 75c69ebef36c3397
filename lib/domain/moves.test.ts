import { describe, expect, it } from 'vitest';
import {
  ABSENT_AFTER_MS,
  ABSENT_READS,
  ACTIVE_WITHIN_MS,
  distance,
  FULFILMENT_MOVES,
  hasOpenQuestion,
  isAdvisedAgainst,
  isCurable,
  isMoving,
  mayMove,
  naturalKey,
  READ_BACK_AFTER_MS,
  RECONCILE_AT_MS,
  RETRY_AFTER_MS,
  REASONS,
} from './fulfilment.ts';
import { mayMoveOrder } from './order.ts';
import { subjectOf } from './product-kind.ts';
import { CHANGE_MOVES, isOpenChange, isRepeatable, mayMoveChange, SERVICE_ACTIONS } from './service-change.ts';

function reachable(moves: Readonly<Record<string, readonly string[]>>, from: string): ReadonlySet<string> {
  const seen = new Set([from]);
  for (const status of seen) for (const next of moves[status] ?? []) seen.add(next);
  return seen;
}

describe('the machine of an item', () => {
  it('reaches every status from unpaid, and an end from every status', () => {
    const all = Object.keys(FULFILMENT_MOVES);
    expect([...reachable(FULFILMENT_MOVES, 'unpaid')].toSorted()).toEqual(all.toSorted());
    for (const status of all) expect([...reachable(FULFILMENT_MOVES, status)]).toContain('closed');
  });

  it('is active only after the upstream was seen to have it', () => {
    const before = Object.entries(FULFILMENT_MOVES).filter(([, to]) => to.some((status) => status === 'active'));
    expect(before.map(([from]) => from)).toEqual(['bought']);
  });

  it('never sends again while an outcome is unknown or an order lies in the cart', () => {
    for (const from of ['uncertain', 'in_cart', 'bought', 'active'] as const)
      expect(mayMove(from, 'ordering')).toBe(false);
    expect(mayMove('in_cart', 'queued')).toBe(false);
    expect(mayMove('queued', 'ordering')).toBe(true);
  });

  it('moves by itself exactly while it is moving', () => {
    const moving = Object.keys(FULFILMENT_MOVES).filter((status) =>
      ['queued', 'ordering', 'uncertain', 'in_cart', 'bought'].includes(status),
    );
    for (const status of ['unpaid', 'blocked', 'needs_person', 'active', 'closed'] as const)
      expect(isMoving(status)).toBe(false);
    for (const status of ['queued', 'ordering', 'uncertain', 'in_cart', 'bought'] as const)
      expect(isMoving(status)).toBe(true);
    expect(moving).toHaveLength(5);
  });

  it('has an open question to the supplier while something may be there', () => {
    const asked = (fulfilmentStatus: Parameters<typeof isMoving>[0], upstreamServiceId: string | null) =>
      hasOpenQuestion({ fulfilmentStatus, upstreamServiceId });
    expect([
      asked('uncertain', null),
      asked('in_cart', null),
      asked('bought', '1'),
      asked('needs_person', '1'),
    ]).toEqual([true, true, true, true]);
    expect([asked('needs_person', null), asked('queued', null), asked('active', '1'), asked('blocked', null)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('goes on by itself after a cure, and after nothing else', () => {
    expect(REASONS.filter(isCurable)).toEqual([
      'low_balance',
      'wrong_login',
      'two_factor',
      'address_refused',
      'not_permitted',
    ]);
    expect(REASONS.filter(isAdvisedAgainst)).toEqual([
      'unpaid_upstream',
      'already_upstream',
      'already_owned',
      'below_cost',
      'unresolved',
    ]);
    expect(isAdvisedAgainst(null)).toBe(false);
  });

  it('looks at 5 s, 30 s, 2 min, 10 min, 1 h, 6 h and 1 day, and believes absence only after two looks past the grace time', () => {
    expect(RECONCILE_AT_MS).toEqual([5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000, 86_400_000]);
    expect(RECONCILE_AT_MS.filter((ms) => ms >= ABSENT_AFTER_MS).length).toBeGreaterThan(ABSENT_READS);
    expect(ABSENT_READS).toBe(2);
    expect(ACTIVE_WITHIN_MS).toBe(86_400_000);
  });

  it('comes back at growing distances, the last of which repeats', () => {
    for (const table of [RETRY_AFTER_MS, READ_BACK_AFTER_MS]) {
      expect([...table].toSorted((a, b) => a - b)).toEqual([...table]);
      expect(distance(table, 0)).toBe(table[0]);
      expect(distance(table, table.length - 1)).toBe(table.at(-1));
      expect(distance(table, 1_000)).toBe(table.at(-1));
    }
    expect(distance([], 3)).toBe(0);
  });
});

describe('the key of a write', () => {
  const thing = { id: 'itm_1', licence: '234256', ip: '203.0.113.7', upstreamId: '9203' };

  it('is one per licence of a module, per address of a licence, and per item of a platform', () => {
    expect(naturalKey({ ...thing, kind: 'addition' })).toBe('addition:234256:9203');
    expect(naturalKey({ ...thing, kind: 'softexternal' })).toBe('softexternal:203.0.113.7:9203');
    expect(naturalKey({ ...thing, kind: 'soft' })).toBe('soft:203.0.113.7:9203');
    expect(naturalKey({ ...thing, kind: 'platform' })).toBe('platform:itm_1:9203');
    expect(subjectOf({ ...thing, kind: 'platform' })).toBeNull();
  });
});

describe('the machine of an order', () => {
  it.each([
    ['awaiting_payment', 'paid', true],
    ['cancelled', 'paid', true],
    ['paid', 'completed', true],
    ['paid', 'refunding', true],
    ['completed', 'refunding', true],
    ['refunding', 'refunded', true],
    ['refunded', 'paid', false],
    ['paid', 'cancelled', false],
    ['completed', 'paid', false],
    ['awaiting_payment', 'completed', false],
    ['awaiting_payment', 'cancelled', true],
  ] as const)('%s to %s: %s', (from, to, may) => expect(mayMoveOrder(from, to)).toBe(may));
});

describe('the machine of a change', () => {
  it('reaches every status from queued, and an end from every status', () => {
    const all = Object.keys(CHANGE_MOVES);
    expect([...reachable(CHANGE_MOVES, 'queued')].toSorted()).toEqual(all.toSorted());
    for (const status of all) expect([...reachable(CHANGE_MOVES, status)]).toContain('done');
  });

  it('never sends again while an outcome is unknown', () => {
    expect(mayMoveChange('uncertain', 'sending')).toBe(false);
    expect(mayMoveChange('queued', 'sending')).toBe(true);
    expect(mayMoveChange('done', 'queued')).toBe(false);
  });

  it('is open until it is done or given up', () => {
    const open = ['queued', 'sending', 'uncertain', 'blocked', 'needs_person'] as const;
    for (const status of open) expect(isOpenChange(status)).toBe(true);
    expect([isOpenChange('done'), isOpenChange('cancelled')]).toEqual([false, false]);
  });

  it('may be repeated unless it costs money each time', () => {
    expect(SERVICE_ACTIONS.filter((action) => !isRepeatable(action))).toEqual(['renew']);
  });
});
