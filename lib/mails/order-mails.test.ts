import { beforeAll, describe, expect, it } from 'vitest';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { provideEnv } from '#lib/platform/env.ts';
import type { OrderMailKind } from './order-mails.ts';
import { orderMail } from './order-mails.ts';

beforeAll(() => provideEnv({ PUBLIC_URL: 'https://shop.example' }));

function mail(kind: ProductKind, about: OrderMailKind = 'active', licenceKey: string | null = null) {
  const thing = { licence: kind === 'addition' ? '234256' : '', ip: kind === 'addition' ? '' : '203.0.113.7' };
  return orderMail(about, {
    id: 'ord_1',
    storeId: 'sto_1',
    number: 'A-1042',
    publicId: 'p',
    total: 129_000n,
    currency: 'EUR',
    customer: { email: 'anna@example.org' },
    store: { name: 'Shop', locale: 'en', supportEmail: 'help@example.org', hosts: [] },
    items: [{ kind, name: 'Thing', ...thing, fulfilmentStatus: 'active', service: { licenceKey } }],
  });
}

describe('a mail about an order', () => {
  it('says what the thing is for, by its kind', () => {
    expect(mail('addition').subject).toBe('Active: Thing for licence 234256');
    expect(mail('softexternal').subject).toBe('Active: Thing for server 203.0.113.7');
    expect(mail('soft', 'paid').text).toContain('We received €12.90 for Thing for server 203.0.113.7.');
    expect(mail('platform').subject).toBe('Active: Thing');
  });

  it('says what is left to do, by its kind', () => {
    expect(mail('addition').text).toContain('Update license information');
    expect(mail('softexternal').text).toContain('activate it on the server');
    expect(mail('platform').text).toContain('Install the platform');
    expect(mail('soft').text).toContain('licctl fetch ispmgr');
  });

  it('brings the key of an ispmanager licence, or says where it will stand', () => {
    expect(mail('soft', 'active', '334674-FBFA').text).toContain('Licence key: 334674-FBFA');
    expect(mail('soft').text).toContain('Its licence key stands on the page of your order as soon as it is made.');
    expect(mail('addition', 'active', '334674-FBFA').text).not.toContain('334674-FBFA');
    expect(mail('soft', 'paid', '334674-FBFA').text).not.toContain('334674-FBFA');
  });
});
