'use client';

import type { ReactNode, SubmitEvent } from 'react';
import { startTransition, useActionState, useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { csvAction } from './actions.ts';
import { CSV_TOO_LONG, isTooLong } from '#lib/adoption/csv-size.ts';
import type { CsvState } from './csv-state.ts';

const WORDS = {
  ready: 'Would be adopted',
  adopted: 'Adopted',
  already: 'Adopted before',
  refused: 'Left out',
} as const;

type Told = Extract<CsvState, { status: 'previewed' | 'done' }>;

function Lines({ state }: { state: Told }): ReactNode {
  const { counts, shown } = state;
  const total = counts.ready + counts.adopted + counts.already + counts.refused;
  const parts = (['ready', 'adopted', 'already', 'refused'] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${WORDS[outcome].toLowerCase()}: ${counts[outcome]}`);
  return (
    <>
      <Alert tone={state.status === 'done' ? 'good' : 'neutral'} live>
        {total} lines, {parts.join(', ')}.{state.status === 'done' ? '' : ' Nothing is changed yet.'}
      </Alert>
      <Table
        caption={`Lines of the file, those left out first${total > shown.length ? `; ${shown.length} of ${total}` : ''}`}
      >
        <thead>
          <tr>
            <Th figure>Line</Th>
            <Th>Supplier’s id</Th>
            <Th>Customer</Th>
            <Th>Outcome</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.line}>
              <Td figure>{line.line}</Td>
              <Td className="font-mono">{line.upstreamServiceId}</Td>
              <Td>{line.email}</Td>
              <Td>
                {WORDS[line.outcome]}
                {line.message === '' ? null : <span className="text-muted">: {line.message}</span>}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

/** Adoption by a file: looked at first, then done. */
export function CsvForm({ account }: { account: string }): ReactNode {
  const [state, dispatch, pending] = useActionState<CsvState, FormData>(csvAction, { status: 'idle' });
  const [tooLong, setTooLong] = useState(false);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>): void => {
    // React would empty the form, and the file would have to be chosen again for what comes next.
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget, event.nativeEvent.submitter);
    const [file, pasted] = [form.get('file'), form.get('csv')];
    // A form beyond the server's limit would bring an error page in place of this one.
    const isMore = isTooLong(file instanceof File ? file.size : 0, typeof pasted === 'string' ? pasted : '');
    setTooLong(isMore);
    if (!isMore) startTransition(() => dispatch(form));
  };
  const error = tooLong ? CSV_TOO_LONG : state.status === 'refused' ? state.message : undefined;
  const isPreviewed = state.status === 'previewed' && state.counts.ready > 0;
  return (
    <form action={dispatch} onSubmit={onSubmit} noValidate className="grid max-w-3xl gap-4">
      <input type="hidden" name="account" value={account} />
      <input type="hidden" name="mark" value={state.status === 'previewed' ? state.mark : ''} />
      <div className="grid gap-1">
        <label htmlFor="file" className="font-medium">
          File
        </label>
        <input
          id="file"
          name="file"
          type="file"
          accept=".csv,text/csv,text/plain"
          aria-describedby={tooLong ? 'csv-error file-hint' : 'file-hint'}
          aria-invalid={tooLong || undefined}
          className="file:mr-3 file:min-h-8 file:rounded-control file:border file:border-solid file:border-control file:bg-surface file:px-3 file:font-medium file:text-ink"
        />
        <p id="file-hint" className="text-small text-muted">
          CSV with the columns <code>upstream_id</code>, <code>email</code> and, if you know it, <code>country</code>{' '}
          (two letters). At most 5,000 lines and 900 kB at a time.
        </p>
      </div>
      <TextArea
        id="csv"
        name="csv"
        label="Or paste its lines"
        rows={4}
        spellCheck={false}
        className="font-mono"
        error={error}
      />
      <Field
        id="csv-country"
        name="country"
        label="Country of new customers whose line names none"
        hint="Two letters, such as DE. May stay empty."
        list="countries"
        maxLength={2}
        autoComplete="off"
        className="min-h-9 max-w-24 uppercase"
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" name="deed" value="preview" aria-disabled={pending}>
          {pending ? 'One moment …' : 'Preview'}
        </Button>
        {isPreviewed ? (
          <Button type="submit" name="deed" value="adopt" look="primary" aria-disabled={pending}>
            {state.counts.ready === 1 ? 'Adopt 1 service' : `Adopt ${state.counts.ready} services`}
          </Button>
        ) : null}
      </div>
      {state.status === 'previewed' || state.status === 'done' ? <Lines state={state} /> : null}
    </form>
  );
}
