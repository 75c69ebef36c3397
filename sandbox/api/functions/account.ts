import { enoughMoneyTo } from '../../enough-money.ts';
import { formatBalance } from '../../money.ts';
import type { ApiFunction, Call } from '../call.ts';
import { element, textElement, type Element } from '../document.ts';

/** `whoami`: the user and his balance, or the request for a second factor. */
export const whoAmI: ApiFunction = (call) => {
  const { sandbox } = call;
  if (sandbox.state.settings.twoFactor) return secondFactorPending();
  return [element('user', [], { name: sandbox.user, level: '16', balance: balanceText(call) })];
};

/** What `whoami` answers while the second factor is open. */
export function secondFactorPending(): Element[] {
  return [textElement('ok', 'func=totp.confirm')];
}

/** `subaccount`: one row with amount and currency apart. */
export const subaccount: ApiFunction = ({ sandbox: { state } }) => [
  element('elem', [
    textElement('id', '1'),
    textElement('balance', formatBalance(state.balance)),
    textElement('currency', state.currency),
  ]),
];

/** `dashboard.info`: amount and currency in one text, and how long the money lasts when something renews by itself. */
export const dashboardInfo: ApiFunction = (call) => {
  const until = enoughMoneyTo(call.sandbox.state, call.now);
  return [
    element('elem', [
      textElement('balance', balanceText(call)),
      textElement('realbalance', balanceText(call)),
      ...(until === null ? [] : [textElement('enoughmoneyto', until)]),
    ]),
  ];
};

function balanceText({ sandbox: { state } }: Call): string {
  return `${formatBalance(state.balance)} ${state.currency}`;
}
