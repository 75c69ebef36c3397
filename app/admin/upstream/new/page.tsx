import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { may } from '#lib/domain/actor.ts';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';
import { staffActor } from '#lib/web/actor.ts';
import { currentStore } from '#lib/web/current-store.ts';
import { NewAccountForm } from './new-account-form.tsx';

export const metadata: Metadata = { title: 'Add a supplier account' };

const EMPTY = {
  name: '',
  url: '',
  username: '',
  kinds: PRODUCT_KINDS,
  priority: '10',
  minimalBalance: '0.00',
  department: '',
  departmentEmail: '',
  orderMode: 'immediate',
} as const;

export default async function NewSupplierPage(): Promise<ReactNode> {
  const [actor, store] = await Promise.all([staffActor(), currentStore()]);
  return (
    <>
      <PageHead
        title="Add a supplier account"
        beside={
          <Link prefetch={false} href="/admin/upstream" className="text-accent underline underline-offset-2">
            Back to the suppliers
          </Link>
        }
      />
      {may(actor, 'upstream:write') ? (
        <NewAccountForm draft={EMPTY} storeCurrency={store.currency} />
      ) : (
        <Alert tone="neutral" title="Your role cannot change supplier accounts">
          The store’s owner can.
        </Alert>
      )}
    </>
  );
}
