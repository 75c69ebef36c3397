'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { changeAccount } from '#lib/upstream-accounts/change-account.ts';
import { checkConnection } from '#lib/upstream-accounts/check-connection.ts';
import { createAccount } from '#lib/upstream-accounts/create-account.ts';
import { disableAccount } from '#lib/upstream-accounts/disable-account.ts';
import { enableAccount } from '#lib/upstream-accounts/enable-account.ts';
import { setAccountPassword } from '#lib/upstream-accounts/set-account-password.ts';
import { setCurrency } from '#lib/upstream-accounts/set-currency.ts';
import { staffAction } from '#lib/web/action.ts';
import { currencySchema, passwordAgainSchema, passwordSchema, settingsSchema } from './settings-schema.ts';

const of = z.object({ account: z.string().min(1).max(64) });

export const createAccountAction = staffAction(
  settingsSchema.and(currencySchema).and(passwordSchema),
  async (actor, input) => {
    const now = new Date();
    const id = await createAccount(actor, input, now);
    // The first thing that anybody wants to know; its findings stand on the page that follows.
    await checkConnection(actor, id, now);
    return redirect(`/admin/upstream/${id}`);
  },
);

export const changeAccountAction = staffAction(
  settingsSchema.and(passwordAgainSchema).and(of),
  async (actor, { account, password, ...settings }) => {
    await changeAccount(actor, account, settings, password);
    return 'Saved.';
  },
);

export const setPasswordAction = staffAction(passwordSchema.and(of), async (actor, { account, password }) => {
  await setAccountPassword(actor, account, password);
  return 'Stored. What waited for the login goes on by itself.';
});

export const setCurrencyAction = staffAction(currencySchema.and(of), async (actor, { account, ...currency }) => {
  await setCurrency(actor, account, currency, new Date());
  return 'Saved. The next pull of the price list counts by it.';
});

export const switchAccountAction = staffAction(
  of.and(z.object({ to: z.enum(['on', 'off']) })),
  async (actor, { account, to }) => {
    await (to === 'on' ? enableAccount : disableAccount)(actor, account);
    return to === 'on' ? 'Switched on.' : 'Switched off: nothing new is bought through it.';
  },
);

export const checkAction = staffAction(of, async (actor, { account }) => {
  const findings = await checkConnection(actor, account, new Date());
  const open = findings.filter(({ state }) => state !== 'good').length;
  return open === 0
    ? 'Checked: everything is well.'
    : `Checked: ${open === 1 ? '1 thing' : `${open} things`} to look at.`;
});
