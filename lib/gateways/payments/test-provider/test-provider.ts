import { z } from 'zod';
import { env } from '#lib/platform/env.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { newPublicId } from '#lib/platform/ids.ts';
import { sameText } from '#lib/platform/crypto.ts';
import type { PaymentProvider, ProviderCharge } from '../provider.ts';
import { signNotification } from './signature.ts';

const STATUS = {
  open: 'pending',
  succeeded: 'succeeded',
  declined: 'failed',
  refunded: 'refunded',
} as const satisfies Record<string, ProviderCharge['status']>;

const bodySchema = z.object({ event: z.string().max(100), charge: z.string().max(100) });

function parse(rawBody: string): { eventId: string; externalId: string } | null {
  try {
    const body = bodySchema.safeParse(JSON.parse(rawBody));
    return body.success ? { eventId: body.data.event, externalId: body.data.charge } : null;
  } catch {
    return null;
  }
}

/** The provider in the box: own books (test_charges), own hosted page, signed notifications over HTTP. No real money. */
export const testProvider: PaymentProvider = {
  name: 'test',
  label: 'Test payment',
  capabilities: { refunds: true, signedNotifications: true },

  async create(input) {
    const { reference, ...rest } = input;
    const existing = await db().testCharge.findUnique({ where: { idempotencyKey: reference } });
    // On the host that the customer came from: a form may lead nowhere else.
    const checkoutUrl = (id: string): string => new URL(`/test-payments/${id}`, input.returnUrl).href;
    if (existing) return { externalId: existing.id, checkoutUrl: checkoutUrl(existing.id) };
    const id = newPublicId();
    try {
      await db().testCharge.create({ data: { id, idempotencyKey: reference, ...rest } });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return testProvider.create(input);
    }
    return { externalId: id, checkoutUrl: checkoutUrl(id) };
  },

  async fetch(externalId) {
    const charge = await db().testCharge.findUnique({ where: { id: externalId } });
    if (!charge) return null;
    return {
      externalId: charge.id,
      reference: charge.idempotencyKey,
      // With test payments switched off, what was "paid" here before is no money: nothing may be bought for it.
      status: charge.status === 'succeeded' && !env().testPayments ? 'failed' : STATUS[charge.status],
      amount: charge.amount,
      currency: charge.currency,
    };
  },

  verify(rawBody, header) {
    return sameText(header('x-test-signature') ?? '', signNotification(rawBody));
  },

  parse,

  async refund({ reference, externalId }) {
    await db().testCharge.updateMany({
      where: { id: externalId, status: 'succeeded' },
      data: { status: 'refunded', refundKey: reference },
    });
    const charge = await db().testCharge.findUnique({ where: { id: externalId } });
    if (charge?.status === 'refunded' && charge.refundKey === reference)
      return { ok: true, externalId: `re_${reference}` };
    return { ok: false, message: `The charge is ${charge?.status ?? 'unknown'} and cannot be given back.` };
  },
};
