import type { ReactNode } from 'react';
import type { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';

/** Why each action is not safe now; null where it is. */
export type Reasons = {
  readonly order_again: string | null;
  readonly check_now: string | null;
  readonly resolve_by_hand: string | null;
  readonly refund: string | null;
};

/** What a form on the page asks for. */
export type Deed = keyof Reasons | 'ask_provider';
/** The one form state of the page: its line of status speaks for whichever was done last. */
export type Form = ReturnType<typeof useForm>;

/** What the last answer says about the inputs of one deed. */
export function faultsOf({ state }: Form, deed: Deed): Form['state']['fields'] {
  return state.values['deed'] === deed ? state.fields : {};
}

/** The answer that closes a dialog. */
export function answerOf({ state }: Form): object | null {
  return state.status === 'done' ? state : null;
}

/** Why what was asked for last was refused. */
export function Refused({ form: { state }, deed }: { form: Form; deed: Deed }): ReactNode {
  return state.status === 'error' && state.values['deed'] === deed ? (
    <Alert tone="danger" live>
      {state.message}
    </Alert>
  ) : null;
}
