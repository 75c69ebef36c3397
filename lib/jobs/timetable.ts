import { carryOutRefunds } from '#lib/billing/carry-out-refunds.ts';
import { checkDuePayments } from '#lib/billing/check-payment.ts';
import { processPaymentEvents } from '#lib/billing/process-events.ts';
import { refreshBalances } from '#lib/catalogue/refresh-balances.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { deliverTestNotifications } from '#lib/billing/test-payments.ts';
import { sendMails } from '#lib/mails/send-mails.ts';
import { runChanges } from '#lib/services/run-changes.ts';
import { runDueReconciliations } from '#lib/reconciliation/run-due.ts';
import { clearOldRows } from './clear-old-rows.ts';
import type { Job } from './job.ts';
import { pullPriceLists } from './pull-price-lists.ts';

const MINUTE = 60_000;

/** Every job of the house. */
export const TIMETABLE: readonly Job[] = [
  {
    name: 'test-notifications',
    everyMs: 1_000,
    wokenBy: 'payments',
    run: (clock) => deliverTestNotifications(clock()),
  },
  { name: 'payment-events', everyMs: 5_000, wokenBy: 'payments', run: (clock) => processPaymentEvents(clock()) },
  { name: 'payment-checks', everyMs: 5_000, wokenBy: 'payments', run: (clock) => checkDuePayments(clock()) },
  { name: 'fulfilment', everyMs: 1_000, wokenBy: 'fulfilment', run: runFulfilment },
  { name: 'service-changes', everyMs: 1_000, wokenBy: 'fulfilment', run: runChanges },
  { name: 'refunds', everyMs: 10_000, wokenBy: 'refunds', run: (clock) => carryOutRefunds(clock()) },
  { name: 'mails', everyMs: 15_000, wokenBy: 'mails', run: (clock) => sendMails(clock()) },
  { name: 'balances', everyMs: 5 * MINUTE, run: (clock) => refreshBalances(clock()) },
  { name: 'price-lists', everyMs: 10 * MINUTE, run: (clock) => pullPriceLists(clock()) },
  { name: 'reconciliation', everyMs: 5 * MINUTE, wokenBy: 'reconciliation', run: runDueReconciliations },
  { name: 'clear-old-rows', everyMs: 60 * MINUTE, run: (clock) => clearOldRows(clock()) },
];
