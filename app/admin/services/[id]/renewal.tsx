'use client';

import type { ReactNode } from 'react';
import { useId } from 'react';
import { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Select } from '#components/ui/field.tsx';
import { actOnService } from './actions.ts';
import { Refused, Send, Words } from './form-parts.tsx';

/** What the supplier says about a renewal, as texts for people, and as it is sent back with the button. */
export type ShownOffer = {
  readonly expiresOn: string;
  readonly cost: string;
  readonly from: string;
  readonly until: string;
  readonly price: string;
};

function PeriodForm({ periods, chosen }: { periods: readonly [number, string][]; chosen: number }): ReactNode {
  const id = useId();
  return (
    <form className="flex flex-wrap items-end gap-2">
      <Select id={id} name="renew" label="By" defaultValue={chosen} className="min-h-9">
        {periods.map(([period, text]) => (
          <option key={period} value={period}>
            {text}
          </option>
        ))}
      </Select>
      <Button type="submit">Ask what it costs</Button>
    </form>
  );
}

/** A renewal before it is ordered: the period, what the supplier would do and charge, and the button. */
export function Renewal({
  service,
  back,
  periods,
  period,
  offer,
}: {
  service: string;
  back: string;
  periods: readonly [number, string][];
  period: number;
  /** A text: why the supplier told nothing. */
  offer: ShownOffer | string;
}): ReactNode {
  const form = useForm(actOnService);
  return (
    <section aria-labelledby="renewal" className="grid gap-4 rounded-box border border-line bg-surface p-4">
      <div className="flex items-start justify-between gap-4">
        <h2 id="renewal" className="text-title font-medium">
          Renew
        </h2>
        <LinkButton href={back} look="quiet">
          Close
        </LinkButton>
      </div>
      <PeriodForm periods={periods} chosen={period} />
      {typeof offer === 'string' ? (
        <Alert tone="attention" live>
          {offer}
        </Alert>
      ) : (
        <form {...form.props} className="grid max-w-prose gap-4">
          <Refused form={form} deed="renew" />
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
            <dt className="text-muted">Lasts until</dt>
            <dd className="tabular-nums">{offer.from}</dd>
            <dt className="text-muted">Then until</dt>
            <dd className="font-medium tabular-nums">{offer.until}</dd>
            <dt className="text-muted">The supplier charges</dt>
            <dd className="font-medium tabular-nums">{offer.price}</dd>
          </dl>
          <input type="hidden" name="deed" value="renew" />
          <input type="hidden" name="service" value={service} />
          <input type="hidden" name="period" value={period} />
          <input type="hidden" name="expiresOn" value={offer.expiresOn} />
          <input type="hidden" name="cost" value={offer.cost} />
          <Words name="note" label="Reason, if there is one to tell" />
          <Send form={form}>Renew for {offer.price}</Send>
        </form>
      )}
    </section>
  );
}
