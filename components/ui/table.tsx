import type { ComponentProps, ReactNode } from 'react';

/**
 * A table that scrolls sideways in its own frame where the page is narrow; the frame can be reached by keyboard and has the
 * caption for its name. The header sticks to the top of the window on wide pages, where nothing has to scroll sideways.
 */
export function Table({ caption, children }: { caption: string; children: ReactNode }): ReactNode {
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className="relative overflow-x-auto rounded-box border border-line bg-surface focus-visible:outline-2 xl:overflow-x-visible"
    >
      <table className="w-full border-separate border-spacing-0 text-left leading-[1.35]">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

/** A column's name. `figure` columns stand to the right. */
export function Th({
  figure = false,
  className = '',
  ...rest
}: ComponentProps<'th'> & { figure?: boolean }): ReactNode {
  return (
    <th
      scope="col"
      {...rest}
      className={`border-b border-line bg-surface px-2.5 py-2 text-small font-medium whitespace-nowrap text-muted first:rounded-tl-box last:rounded-tr-box xl:sticky xl:top-0 xl:z-10 ${figure ? 'text-right' : ''} ${className}`}
    />
  );
}

/** A cell. `figure` cells stand to the right, in figures of equal width. */
export function Td({
  figure = false,
  className = '',
  ...rest
}: ComponentProps<'td'> & { figure?: boolean }): ReactNode {
  return (
    <td
      {...rest}
      className={`border-b border-line px-2.5 py-2 align-top [tr:last-child>&]:border-b-0 ${figure ? 'text-right whitespace-nowrap tabular-nums' : ''} ${className}`}
    />
  );
}
