import type { ComponentProps, ReactNode } from 'react';

const CONTROL =
  'w-full rounded-control border border-control bg-surface px-3 text-ink transition-colors duration-150 placeholder:text-muted hover:border-ink aria-invalid:border-danger disabled:bg-sunken disabled:text-muted';

type Frame = { id: string; label: string; hint?: string | undefined; error?: string | undefined };

function describedBy({ id, hint, error }: Frame): { 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const ids = [error === undefined ? null : `${id}-error`, hint === undefined ? null : `${id}-hint`].filter(
    (each) => each !== null,
  );
  return {
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(error === undefined ? {} : { 'aria-invalid': true }),
  };
}

function Framed({ frame, children }: { frame: Frame; children: ReactNode }): ReactNode {
  return (
    <div className="grid gap-1">
      <label htmlFor={frame.id} className="font-medium">
        {frame.label}
      </label>
      {children}
      {frame.error === undefined ? null : (
        <p id={`${frame.id}-error`} className="text-small text-danger">
          {frame.error}
        </p>
      )}
      {frame.hint === undefined ? null : (
        <p id={`${frame.id}-hint`} className="text-small text-muted">
          {frame.hint}
        </p>
      )}
    </div>
  );
}

/** A one-line input with its label, hint and error. */
export function Field({
  label,
  hint,
  error,
  className = 'min-h-11 text-lead',
  ...rest
}: Frame & ComponentProps<'input'>): ReactNode {
  const frame = { id: rest.id, label, hint, error };
  return (
    <Framed frame={frame}>
      <input {...rest} {...describedBy(frame)} className={`${CONTROL} ${className}`} />
    </Framed>
  );
}

/** An input of several lines with its label, hint and error. */
export function TextArea({ label, hint, error, ...rest }: Frame & ComponentProps<'textarea'>): ReactNode {
  const frame = { id: rest.id, label, hint, error };
  return (
    <Framed frame={frame}>
      <textarea {...rest} {...describedBy(frame)} className={`${CONTROL} py-2`} />
    </Framed>
  );
}

/** The browser's own list of choices with its label, hint and error. */
export function Select({
  label,
  hint,
  error,
  className = 'min-h-11 text-lead',
  ...rest
}: Frame & ComponentProps<'select'>): ReactNode {
  const frame = { id: rest.id, label, hint, error };
  return (
    <Framed frame={frame}>
      <select {...rest} {...describedBy(frame)} className={`${CONTROL} ${className}`} />
    </Framed>
  );
}
