'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { Button } from './button.tsx';

/**
 * A question that has to be answered first. It is the browser's own modal dialog: focus stays inside, Escape closes it,
 * the page behind is inert, and no inline style is needed, which the security policy would refuse.
 */
export function Dialog({
  trigger,
  look,
  title,
  answer,
  children,
}: {
  trigger: string;
  look?: NonNullable<ComponentProps<typeof Button>['look']>;
  title: string;
  /** What was asked is answered: the dialog closes with each new answer. */
  answer: object | null;
  children: ReactNode;
}): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (answer !== null) ref.current?.close();
  }, [answer]);
  return (
    <>
      <Button
        type="button"
        {...(look === undefined ? {} : { look })}
        aria-haspopup="dialog"
        onClick={() => ref.current?.showModal()}
      >
        {trigger}
      </Button>
      <dialog
        ref={ref}
        aria-labelledby={titleId}
        className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-box border border-line bg-surface p-6 text-ink shadow-overlay open:animate-enter"
      >
        <div className="grid gap-4">
          <div className="flex items-start justify-between gap-4">
            <h2 id={titleId} className="text-title font-medium">
              {title}
            </h2>
            <Button type="button" look="quiet" onClick={() => ref.current?.close()}>
              Close
            </Button>
          </div>
          {children}
        </div>
      </dialog>
    </>
  );
}
