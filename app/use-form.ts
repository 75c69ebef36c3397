'use client';

import type { SubmitEvent as ReactSubmitEvent } from 'react';
import { startTransition, useActionState, useEffect, useRef } from 'react';
import type { FormAction, FormState } from '#lib/web/form-state.ts';
import { IDLE } from '#lib/web/form-state.ts';

type FormProps = {
  action: (form: FormData) => void;
  onSubmit: (event: ReactSubmitEvent<HTMLFormElement>) => void;
  noValidate: true;
};

/**
 * A form, or several, over a server action. Without script the browser posts it. With script what was typed stays, a second press while
 * the first is under way does nothing, and the first input at fault takes the focus.
 */
export function useForm(action: FormAction): { state: FormState; pending: boolean; props: FormProps } {
  const [state, dispatch, pending] = useActionState(action, IDLE);
  const sent = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.status === 'error') sent.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state]);
  const onSubmit: FormProps['onSubmit'] = (event) => {
    // React would empty the form after its own submission.
    event.preventDefault();
    if (pending) return;
    sent.current = event.currentTarget;
    const form = new FormData(event.currentTarget, event.nativeEvent.submitter);
    startTransition(() => dispatch(form));
  };
  return { state, pending, props: { action: dispatch, onSubmit, noValidate: true } };
}
