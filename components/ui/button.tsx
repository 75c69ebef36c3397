import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';

type Look = 'primary' | 'secondary' | 'danger' | 'quiet';

const BASE =
  'inline-flex items-center justify-center gap-2 rounded-control font-medium transition-colors duration-150 select-none disabled:cursor-not-allowed aria-disabled:cursor-not-allowed';

const LOOKS = {
  primary:
    'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-sunken disabled:text-muted aria-disabled:bg-sunken aria-disabled:text-muted',
  secondary:
    'border border-control bg-surface text-ink hover:bg-sunken disabled:border-line disabled:text-muted disabled:hover:bg-surface',
  danger: 'bg-danger text-on-danger hover:opacity-90 disabled:bg-sunken disabled:text-muted',
  quiet: 'text-accent hover:bg-accent-soft disabled:text-muted disabled:hover:bg-transparent',
} as const satisfies Record<Look, string>;

const SIZES = { small: 'min-h-8 px-3 text-body', large: 'min-h-11 px-5 text-lead' } as const;

type Style = { look?: Look; size?: keyof typeof SIZES };

function style({ look = 'secondary', size = 'small' }: Style, more = ''): string {
  return `${BASE} ${LOOKS[look]} ${SIZES[size]} ${more}`;
}

/** A button; the verb stands on it. */
export function Button({
  look = 'secondary',
  size = 'small',
  className,
  ...rest
}: Style & ComponentProps<'button'>): ReactNode {
  return <button {...rest} className={style({ look, size }, className)} />;
}

/** A link that looks like a button, for going somewhere. */
export function LinkButton({
  look = 'secondary',
  size = 'small',
  className,
  ...rest
}: Style & ComponentProps<typeof Link>): ReactNode {
  return <Link prefetch={false} {...rest} className={style({ look, size }, className)} />;
}
