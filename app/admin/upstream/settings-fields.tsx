'use client';

import type { ReactNode } from 'react';
import { Field, Select } from '#components/ui/field.tsx';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { FormState } from '#lib/web/form-state.ts';
import { KIND_WORDS } from '#lib/upstream-accounts/kind-words.ts';

/** An account's settings as texts of a form. */
export type SettingsDraft = {
  readonly name: string;
  readonly url: string;
  readonly username: string;
  readonly kinds: readonly ProductKind[];
  readonly priority: string;
  readonly minimalBalance: string;
  readonly department: string;
  readonly departmentEmail: string;
  readonly orderMode: 'immediate' | 'cart';
};

const SMALL = 'min-h-9';

function Kinds({ state, kinds }: { state: FormState; kinds: readonly ProductKind[] }): ReactNode {
  const { fields, values, status } = state;
  const isTicked = (kind: ProductKind): boolean =>
    status === 'error' ? values[`kind_${kind}`] === 'on' : kinds.includes(kind);
  return (
    <fieldset className="grid gap-2" aria-describedby={fields['kinds'] === undefined ? undefined : 'kinds-error'}>
      <legend className="mb-1 font-medium">It sells</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {PRODUCT_KINDS.map((kind) => (
          <label key={kind} className="flex items-center gap-2">
            <input type="checkbox" name={`kind_${kind}`} defaultChecked={isTicked(kind)} className="size-4" />
            {KIND_WORDS[kind]}
          </label>
        ))}
      </div>
      {fields['kinds'] === undefined ? null : (
        <p id="kinds-error" className="text-small text-danger">
          {fields['kinds']}
        </p>
      )}
    </fieldset>
  );
}

/** The inputs that a new account and a known one have in common. */
export function SettingsFields({
  state,
  draft,
  currency,
  fixedLogin,
  children,
}: {
  state: FormState;
  draft: SettingsDraft;
  /** What amounts are in; null: not known yet. */
  currency: string | null;
  /** Address and login are set elsewhere. */
  fixedLogin: boolean;
  /** What stands below the login. */
  children?: ReactNode;
}): ReactNode {
  const { fields, values } = state;
  return (
    <>
      <Field
        id="name"
        name="name"
        label="Name"
        hint="For you and your staff."
        required
        maxLength={100}
        className={SMALL}
        defaultValue={values['name'] ?? draft.name}
        error={fields['name']}
      />
      <Field
        id="url"
        name="url"
        label="Address"
        hint={
          fixedLogin
            ? 'The sandbox’s address follows SANDBOX_PORT.'
            : 'Such as https://api-eu.ispmanager.com/billmgr. It may change while nothing is on its way there.'
        }
        required
        inputMode="url"
        maxLength={500}
        readOnly={fixedLogin}
        className={`${SMALL} font-mono`}
        defaultValue={values['url'] ?? draft.url}
        error={fields['url']}
      />
      <Field
        id="username"
        name="username"
        label="Login"
        required
        autoComplete="off"
        maxLength={200}
        readOnly={fixedLogin}
        className={SMALL}
        defaultValue={values['username'] ?? draft.username}
        error={fields['username']}
      />
      {children}
      <Kinds state={state} kinds={draft.kinds} />
      <Field
        id="priority"
        name="priority"
        label="Priority"
        hint="The account with the lowest number that sells the item is asked first."
        required
        inputMode="numeric"
        maxLength={4}
        className={SMALL}
        defaultValue={values['priority'] ?? draft.priority}
        error={fields['priority']}
      />
      <Field
        id="minimal-balance"
        name="minimalBalance"
        label={`Minimal balance, ${currency ?? 'in the account’s currency'}`}
        hint="Kept for renewals: a new order that would go below it goes to the next account, or waits. Below zero where you buy on credit."
        inputMode="decimal"
        maxLength={24}
        className={SMALL}
        defaultValue={values['minimalBalance'] ?? draft.minimalBalance}
        error={fields['minimalBalance']}
      />
      <Select
        id="order-mode"
        name="orderMode"
        label="Orders are"
        className={SMALL}
        defaultValue={values['orderMode'] ?? draft.orderMode}
        error={fields['orderMode']}
      >
        <option value="immediate">charged at once</option>
        <option value="cart">placed in the supplier’s cart, then paid by their number</option>
      </Select>
      <Field
        id="department"
        name="department"
        label="Department"
        hint="Who handles its tasks; may be empty."
        maxLength={100}
        className={SMALL}
        defaultValue={values['department'] ?? draft.department}
        error={fields['department']}
      />
      <Field
        id="department-email"
        name="departmentEmail"
        label="Department’s e-mail"
        hint="Gets the mails about orders that wait. Empty: the store’s own address gets them."
        type="email"
        maxLength={254}
        className={SMALL}
        defaultValue={values['departmentEmail'] ?? draft.departmentEmail}
        error={fields['departmentEmail']}
      />
    </>
  );
}

/** Currency, and the rate where it is not the store's. */
export function CurrencyFields({
  state,
  currency,
  rate,
  storeCurrency,
}: {
  state: FormState;
  currency: string;
  rate: string;
  storeCurrency: string;
}): ReactNode {
  const { fields, values } = state;
  return (
    <>
      <Field
        id="currency"
        name="currency"
        label="Currency of the account"
        hint="As the supplier counts."
        required
        maxLength={3}
        autoCapitalize="characters"
        className={`${SMALL} uppercase`}
        defaultValue={values['currency'] ?? currency}
        error={fields['currency']}
      />
      <Field
        id="exchange-rate"
        name="exchangeRate"
        label="Exchange rate"
        hint={`What one unit of the account’s currency costs in ${storeCurrency}, such as 1.0825. Empty where both are ${storeCurrency}.`}
        inputMode="decimal"
        maxLength={24}
        className={SMALL}
        defaultValue={values['exchangeRate'] ?? rate}
        error={fields['exchangeRate']}
      />
    </>
  );
}

/** The password beside address and login, which do not change without it. */
export function PasswordAgainField({ state }: { state: FormState }): ReactNode {
  return (
    <Field
      id="password-again"
      name="password"
      label="Password at the supplier"
      hint="Needed again when the address or login changes."
      type="password"
      autoComplete="new-password"
      maxLength={500}
      className={SMALL}
      error={state.fields['password']}
    />
  );
}

/** A password that is only ever typed. */
export function PasswordField({ state, label }: { state: FormState; label: string }): ReactNode {
  return (
    <Field
      id="password"
      name="password"
      label={label}
      hint="Stored encrypted, never shown again."
      type="password"
      required
      autoComplete="new-password"
      maxLength={500}
      className={SMALL}
      error={state.fields['password']}
    />
  );
}
