'use client';

import type { ReactNode } from 'react';
import { useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { mostOf } from '#lib/domain/addons.ts';
import { KIND_FIELDS } from '#lib/domain/product-kind.ts';
import { formatAmount, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { OfferedAddon, OfferedProduct } from '#lib/pricing/public-catalogue.ts';
import { useForm } from '../../../use-form.ts';
import { wishAction } from './actions.ts';
import type { Typed } from './totals.tsx';
import { Totals } from './totals.tsx';

type Asked = { licence?: 'required'; ip?: 'required' | 'optional'; licname?: 'optional' };

/** Every add-on of any period, as the shortest period that has it offers it. */
function addonsOf({ periods }: OfferedProduct): readonly { addon: OfferedAddon; period: number }[] {
  const all = periods.flatMap(({ period, addons }) => addons.map((addon) => ({ addon, period })));
  return all.filter(({ addon }, index) => all.findIndex((each) => each.addon.id === addon.id) === index);
}

function limits(addon: OfferedAddon): string {
  if (addon.max === null) return addon.min > 0 ? `at least ${addon.min}` : 'as many as you need';
  return addon.min > 0 ? `${addon.min} to ${mostOf(addon)}` : `up to ${mostOf(addon)}`;
}

function AddonInput({
  addon,
  price,
  value,
  error,
  onType,
}: {
  addon: OfferedAddon;
  price: string;
  value: string;
  error: string | undefined;
  onType: (value: string) => void;
}): ReactNode {
  const name = `addon_${addon.id}`;
  if (addon.type === 'number') {
    return (
      <Field
        id={name}
        name={name}
        label={addon.name}
        hint={`${price} each, ${limits(addon)}`}
        type="number"
        inputMode="numeric"
        min={addon.min}
        max={mostOf(addon)}
        step={1}
        required={addon.min > 0}
        value={value}
        onChange={(event) => onType(event.target.value)}
        error={error}
      />
    );
  }
  return (
    <label className="flex items-baseline gap-3">
      <input
        type="checkbox"
        name={name}
        value="1"
        checked={value === '1'}
        // What must be taken cannot be left out.
        required={addon.min > 0}
        onChange={(event) => onType(event.target.checked ? '1' : '0')}
        className="size-4"
        {...(error === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${name}-error` })}
      />
      <span className="grid">
        <span className="text-lead">{addon.name}</span>
        <span className="text-small text-muted">{price}</span>
        {error === undefined ? null : (
          <span id={`${name}-error`} className="text-small text-danger">
            {error}
          </span>
        )}
      </span>
    </label>
  );
}

/** What somebody wants, for what, and how much of it. Works without script: the checkout computes the same total. */
export function WishForm({ product, currency }: { product: OfferedProduct; currency: string }): ReactNode {
  const { state, pending, props } = useForm(wishAction);
  const { fields, values } = state;
  const asked: Asked = KIND_FIELDS[product.kind];
  const addons = addonsOf(product);
  const [typed, setTyped] = useState<Typed>(() =>
    Object.fromEntries(addons.map(({ addon }) => [addon.id, values[`addon_${addon.id}`] ?? String(addon.min)])),
  );
  return (
    <form {...props} className="grid gap-5">
      <input type="hidden" name="product" value={product.id} />
      {state.status === 'error' ? (
        <Alert tone="danger" title="Nothing was ordered yet" live>
          {state.message}
        </Alert>
      ) : null}
      {asked.licence === undefined ? null : (
        <Field
          id="licence"
          name="licence"
          label="Licence number"
          hint="In ispmanager, Main menu → License management shows it."
          inputMode="numeric"
          autoComplete="off"
          required
          maxLength={20}
          defaultValue={values['licence']}
          error={fields['licence']}
        />
      )}
      {asked.ip === undefined ? null : (
        <Field
          id="ip"
          name="ip"
          label={asked.ip === 'required' ? 'IP address of the server' : 'IP address of the server (optional)'}
          hint={asked.ip === 'required' ? 'The licence works on this address alone.' : 'Shown beside the order.'}
          autoComplete="off"
          required={asked.ip === 'required'}
          maxLength={60}
          defaultValue={values['ip']}
          error={fields['ip']}
        />
      )}
      {asked.licname === undefined ? null : (
        <Field
          id="licname"
          name="licname"
          label="Your own name for it (optional)"
          hint="To tell several of them apart, such as “web 3”."
          autoComplete="off"
          maxLength={100}
          defaultValue={values['licname']}
          error={fields['licname']}
        />
      )}
      {addons.length === 0 ? null : (
        <fieldset className="grid gap-4">
          <legend className="mb-3 font-medium">How much of it</legend>
          {addons.map(({ addon, period }) => (
            <AddonInput
              key={addon.id}
              addon={addon}
              price={`${formatAmount(addon.retail, currency, PAGE_LOCALE)} ${period === 1 ? 'a month' : `for ${formatPeriod(period)}`}`}
              value={typed[addon.id] ?? ''}
              error={fields[`addon_${addon.id}`]}
              onType={(value) => setTyped({ ...typed, [addon.id]: value })}
            />
          ))}
        </fieldset>
      )}
      <Totals periods={product.periods} typed={typed} currency={currency} />
      <div>
        <Button type="submit" look="primary" size="large" className="w-full sm:w-auto" aria-disabled={pending}>
          {pending ? 'One moment …' : 'Continue to checkout'}
        </Button>
      </div>
      <p className="text-small text-muted">
        You choose the period on the next page. Nothing is charged before you pay.
      </p>
    </form>
  );
}
