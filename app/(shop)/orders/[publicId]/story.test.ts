import { describe, expect, it } from 'vitest';
import type { OrderStatusView } from '#lib/orders/find-order-status.ts';
import { storyOf } from './story.ts';

const placedAt = new Date('2026-11-20T14:02:00Z');
const paidAt = new Date('2026-11-20T14:02:07Z');

function view(
  status: OrderStatusView['status'],
  fulfilmentStatus: OrderStatusView['item']['fulfilmentStatus'],
  payment: NonNullable<OrderStatusView['payment']>['status'] = 'succeeded',
): OrderStatusView {
  const isPaid = status !== 'awaiting_payment' && status !== 'cancelled';
  return {
    publicId: 'p',
    number: 'A-1001',
    status,
    total: 129_000n,
    currency: 'EUR',
    customerEmail: 'anna@example.org',
    placedAt,
    paidAt: isPaid ? paidAt : null,
    completedAt: status === 'completed' ? paidAt : null,
    payment: { status: payment, provider: 'test' },
    item: {
      kind: 'addition',
      name: 'CloudLinux',
      licence: '234256',
      ip: '',
      licname: '',
      addons: [],
      licenceKey: null,
      period: 1,
      fulfilmentStatus,
      reason: null,
      expiresOn: null,
    },
  };
}

const tell = (order: OrderStatusView, returned = false): ReturnType<typeof storyOf> =>
  storyOf(order, '€12.90', returned);

describe('the customer’s order page', () => {
  it('says of an unknown outcome that the money came, that we check, and that nothing is charged again', () => {
    expect(tell(view('paid', 'uncertain')).says).toBe(
      'Payment received. The supplier has not answered yet; we are checking. You will not be charged again.',
    );
  });

  it('offers to pay only while the order is not paid, and again after a decline', () => {
    expect(tell(view('awaiting_payment', 'unpaid', 'pending')).pay).toBe('continue');
    expect(tell(view('awaiting_payment', 'unpaid', 'failed')).pay).toBe('again');
    for (const status of ['paid', 'completed', 'cancelled', 'refunding', 'refunded'] as const) {
      expect(tell(view(status, 'queued')).pay).toBeNull();
    }
  });

  it('goes on looking until nothing changes any more', () => {
    expect(tell(view('awaiting_payment', 'unpaid', 'pending'), true).final).toBe(false);
    expect(tell(view('paid', 'needs_person')).final).toBe(false);
    expect(tell(view('refunding', 'closed')).final).toBe(false);
    expect(tell(view('completed', 'active')).final).toBe(true);
    expect(tell(view('refunded', 'closed')).final).toBe(true);
  });

  it('goes on looking for the key of an ispmanager licence after its activation', () => {
    const order = view('completed', 'active');
    const licence = { ...order, item: { ...order.item, kind: 'soft' as const } };
    expect(tell(licence).final).toBe(false);
    expect(tell({ ...licence, item: { ...licence.item, licenceKey: '1234-abcd' } }).final).toBe(true);
  });

  it('says by when somebody is heard of when an order cannot go on', () => {
    for (const status of ['blocked', 'needs_person'] as const) {
      const story = tell(view('paid', status));
      expect(story.says).toContain('within one working day');
      expect(story.says).toContain('Your payment is safe');
      expect(story.steps.map(({ state }) => state)).toEqual(['done', 'held', 'todo', 'todo']);
    }
  });

  it('leaves the update of the panel as the last step of an active order', () => {
    expect(tell(view('completed', 'active')).steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
      'current',
    ]);
  });
});
