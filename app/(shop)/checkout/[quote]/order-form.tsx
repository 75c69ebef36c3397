'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { placeOrderAction } from './actions.ts';

/** A period as the page words it; amounts are formatted on the server. */
export type Choice = {
  readonly period: number;
  readonly label: string;
  readonly amount: string;
  readonly note: string;
};

/** What the total is made of: one amount per choice. */
export type Line = { readonly label: string; readonly amounts: readonly string[] };

type Props = {
  quote: string;
  choices: readonly Choice[];
  /** Empty where there is one thing alone. */
  lines: readonly Line[];
  countries: readonly { code: string; name: string }[];
  country: string;
  heading: ReactNode;
  payWith: string;
};

function PerChoice({ texts, otherwise }: { texts: readonly string[]; otherwise: string }): ReactNode {
  return (
    <>
      <span className="choice-fallback">{otherwise}</span>
      {texts.map((text, index) => (
        <span key={index} className="choice-label tabular-nums" data-choice={index}>
          {text}
        </span>
      ))}
    </>
  );
}

function Lines({ lines }: { lines: readonly Line[] }): ReactNode {
  return (
    <dl className="grid gap-1 border-t border-line pt-4">
      {lines.map(({ label, amounts }) => (
        <div key={label} className="flex items-baseline justify-between gap-4">
          <dt className="min-w-0">{label}</dt>
          <dd>
            <PerChoice texts={amounts} otherwise="" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Periods({ choices, chosen }: { choices: readonly Choice[]; chosen: string }): ReactNode {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">Period</legend>
      {choices.map(({ period, label, amount, note }, index) => (
        <label
          key={period}
          className="flex items-center gap-3 rounded-control border border-control bg-surface px-3 py-2.5 transition-colors duration-150 hover:border-ink has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="period"
            value={period}
            defaultChecked={String(period) === chosen}
            data-choice={index}
            className="size-4 focus-visible:outline-none"
          />
          <span className="grid flex-1">
            <span className="text-lead">{label}</span>
            {note === '' ? null : <span className="text-small text-muted">{note}</span>}
          </span>
          <span className="text-lead font-medium tabular-nums">{amount}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The one form of the shop. It works without script; the amount on the button follows the chosen period by style alone. */
export function OrderForm({ quote, choices, lines, countries, country, heading, payWith }: Props): ReactNode {
  const { state, pending, props } = useForm(placeOrderAction);
  const { fields, values } = state;
  const usual = choices.find(({ period }) => period === 1) ?? choices[0];
  const summary = Object.values(fields);
  return (
    <form {...props} className="choices flex flex-col gap-6 lg:grid lg:grid-cols-2 lg:items-start lg:gap-12">
      <input type="hidden" name="quote" value={quote} />
      <div className="contents lg:grid lg:gap-6">
        {heading}
        <Periods choices={choices} chosen={values['period'] ?? String(usual?.period ?? '')} />
        {lines.length === 0 ? null : <Lines lines={lines} />}
        <p className="flex items-baseline justify-between border-t border-line pt-4 text-lead">
          <span>Total today</span>
          <span className="text-title font-medium">
            <PerChoice texts={choices.map(({ amount }) => amount)} otherwise="as chosen above" />
          </span>
        </p>
      </div>
      <div className="contents lg:grid lg:gap-5 lg:border-l lg:border-line lg:pl-12">
        {state.status === 'error' ? (
          <Alert tone="danger" title={summary.length > 0 ? 'Nothing was ordered yet' : 'Nothing was charged'} live>
            {summary.length > 0 ? (
              <ul>
                {summary.map((message) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            ) : (
              state.message
            )}
          </Alert>
        ) : null}
        <Field
          id="email"
          name="email"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="email"
          required
          maxLength={254}
          hint="For the receipt and the address of your order. No account is needed."
          defaultValue={values['email']}
          error={fields['email']}
        />
        <Select
          id="country"
          name="country"
          label="Country"
          autoComplete="country"
          required
          defaultValue={values['country'] ?? country}
          error={fields['country']}
        >
          <option value="">Choose your country</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">Pay with</legend>
          <label className="flex items-center gap-3">
            <input type="radio" name="provider" value="test" defaultChecked className="size-4" />
            <span className="text-lead">{payWith}</span>
          </label>
        </fieldset>
        <div className="sticky bottom-0 -mx-4 grid gap-2 border-t border-line bg-page px-4 py-3 sm:static sm:mx-0 sm:border-0 sm:bg-transparent sm:p-0">
          <Button type="submit" look="primary" size="large" className="w-full" aria-disabled={pending}>
            {pending ? (
              'One moment …'
            ) : (
              <PerChoice texts={choices.map(({ amount }) => `Pay ${amount}`)} otherwise="Pay" />
            )}
          </Button>
        </div>
        <ul className="grid gap-1 text-small text-muted">
          <li>No tax is added to this price.</li>
          <li>It does not renew by itself. You will not be charged again without notice.</li>
        </ul>
      </div>
    </form>
  );
}
