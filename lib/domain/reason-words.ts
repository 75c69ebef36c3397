const WORDS: Readonly<Record<string, string>> = {
  upstream_unreachable: 'the supplier cannot be reached; tried again by itself.',
  account_paused:
    'the supplier account rests after several unanswered calls, or is switched off, and no other account sells this; the order goes on by itself.',
  low_balance: 'the supplier account has too little money. Top it up; the order goes on by itself.',
  wrong_login: 'the supplier refuses the account’s login. Correct the password; the order goes on by itself.',
  two_factor:
    'the supplier account asks for a second factor. Switch 2FA off there or use another account; the order goes on by itself.',
  address_refused: 'the supplier refuses this server’s address. Allow it there; the order goes on by itself.',
  not_permitted: 'the supplier account may not do this. Ask the supplier for the right; the order goes on by itself.',
  licence_refused:
    'the supplier does not accept this licence. Check the number with the customer, then order again or refund.',
  ip_refused:
    'the supplier does not accept this server address. Check it with the customer, then order again or refund.',
  refused: 'the supplier refused the order. Read its answer, then order again or refund.',
  no_answer: 'the supplier did not answer; its list is being asked.',
  not_activated: 'the supplier has not activated it. Ask the supplier.',
  gone_upstream: 'the supplier’s list no longer shows what was bought. Ask the supplier, then order again or refund.',
  unpaid_upstream: 'the supplier left it unpaid in its cart. Pay or remove it there, then settle by hand.',
  two_candidates: 'two services at the supplier fit this order. Choose one by hand.',
  already_upstream: 'the supplier already lists this module for this licence. Find out whose it is before ordering.',
  already_owned: 'another order already brought this module to this licence. Refund this one.',
  below_cost:
    'the supplier’s price rose above what the customer paid, or the tariff is gone. Order at a loss or refund.',
  unresolved: 'the supplier’s list did not tell whether it was bought. Look in its client area and settle by hand.',
};

const SUPPLIERS_OWN: ReadonlySet<string> = new Set([
  'low_balance',
  'wrong_login',
  'two_factor',
  'address_refused',
  'not_permitted',
  'licence_refused',
  'ip_refused',
  'refused',
]);

/** Whose words the detail of a reason is: only a refusal has the supplier's; else it is what was seen from here. */
export function detailLabel(reason: string): string {
  return SUPPLIERS_OWN.has(reason) ? 'The supplier’s own words' : 'What we saw';
}

/** Why an item waits, for staff: what it is and what to do. */
export function reasonWords(reason: string): string {
  return WORDS[reason] ?? 'see the supplier’s answer.';
}
