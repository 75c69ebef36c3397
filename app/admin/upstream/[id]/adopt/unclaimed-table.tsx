'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../../use-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { formatCost, formatDate, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { UnclaimedRow } from '#lib/adoption/list-unclaimed.ts';
import { adoptAction } from './actions.ts';

const KINDS = {
  addition: 'module',
  softexternal: 'third-party licence',
  platform: 'platform',
  soft: 'ispmanager licence',
} as const satisfies Record<ProductKind, string>;

const INPUT =
  'min-h-8 rounded-control border border-control bg-surface px-2 placeholder:text-muted hover:border-ink aria-invalid:border-danger';

type Form = ReturnType<typeof useForm>;

function AdoptForm({ form, account, row }: { form: Form; account: string; row: UnclaimedRow }): ReactNode {
  const { state, pending, props } = form;
  const isMine = state.status === 'error' && state.values['upstreamServiceId'] === row.id;
  const errorId = `error-${row.id}`;
  const invalid = (name: string): { 'aria-invalid'?: true; 'aria-describedby'?: string } =>
    isMine && state.fields[name] !== undefined ? { 'aria-invalid': true, 'aria-describedby': errorId } : {};
  return (
    <form {...props} className="flex min-w-72 flex-wrap gap-1">
      <input type="hidden" name="deed" value="adopt" />
      <input type="hidden" name="account" value={account} />
      <input type="hidden" name="upstreamServiceId" value={row.id} />
      <input
        type="email"
        name="email"
        aria-label={`E-mail of the customer of ${row.id}`}
        placeholder="E-mail"
        autoComplete="off"
        maxLength={254}
        className={`${INPUT} min-w-40 flex-1`}
        {...invalid('email')}
      />
      <input
        name="country"
        aria-label={`Country of the customer of ${row.id}, two letters`}
        placeholder="DE"
        list="countries"
        autoComplete="off"
        maxLength={2}
        className={`${INPUT} w-16 uppercase`}
        {...invalid('country')}
      />
      <Button type="submit" aria-disabled={pending} aria-label={`Adopt ${row.id}`}>
        Adopt
      </Button>
      {isMine ? (
        <p id={errorId} role="alert" className="basis-full text-small text-danger">
          {state.message}
        </p>
      ) : null}
    </form>
  );
}

function Rows({ form, account, rows }: { form: Form; account: string; rows: readonly UnclaimedRow[] }): ReactNode {
  return (
    <Table caption="What the supplier has and no customer here">
      <thead>
        <tr>
          <Th>Supplier’s id</Th>
          <Th>What it is</Th>
          <Th>Licence or address</Th>
          <Th>State</Th>
          <Th figure>Cost</Th>
          <Th>Customer</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="hover:bg-sunken">
            <Td className="font-mono">{row.id}</Td>
            <Td className="min-w-40">
              {row.tariffName === '' ? KINDS[row.kind] : row.tariffName}{' '}
              <span className="text-small text-muted">
                {row.tariffName === '' ? '' : `${KINDS[row.kind]}, `}
                {row.period === null ? 'period not told' : formatPeriod(row.period)}
              </span>
            </Td>
            <Td className="font-mono">{row.licence || row.ip || row.licname || row.comment || '–'}</Td>
            <Td className="whitespace-nowrap">
              {row.status}
              {row.expiresOn === null ? null : (
                <span className="block text-small text-muted">until {formatDate(row.expiresOn, PAGE_LOCALE)}</span>
              )}
            </Td>
            <Td figure>
              {row.cost === null || row.currency === null ? '–' : formatCost(row.cost, row.currency, PAGE_LOCALE)}
            </Td>
            <Td>
              <AdoptForm form={form} account={account} row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What nobody here has, each row with the form that gives it to a customer; `empty` stands there when nothing is left. */
export function UnclaimedTable({
  account,
  rows,
  empty,
}: {
  account: string;
  rows: readonly UnclaimedRow[];
  empty: ReactNode;
}): ReactNode {
  const form = useForm(adoptAction);
  return (
    <>
      <p role="status" className="text-good">
        {form.state.status === 'done' ? form.state.message : ''}
      </p>
      {rows.length === 0 ? empty : <Rows form={form} account={account} rows={rows} />}
    </>
  );
}
