/** What a form shows after it was sent. `fields` holds one sentence per input at fault, `values` what was typed. */
export type FormState = {
  readonly status: 'idle' | 'error' | 'done';
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
};

/** A form that was not sent yet. */
export const IDLE: FormState = { status: 'idle', message: '', fields: {}, values: {} };

/** What a server action looks like to its form. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;
