import type { ReactNode } from 'react';

/** A figure at a moment; `y` only places it, what people read is `label`. */
export type LinePoint = { readonly at: Date; readonly y: number; readonly label: string };

type Mark = { readonly y: number; readonly label: string };

const WIDTH = 600;
const HEIGHT = 160;
const EDGE = 6;

/**
 * A figure over time, which holds from each point to the next. Thin lines, no script; for screen readers it is an image with `summary`, and
 * whoever shows it puts a table of the same figures behind it. `mark` draws a level across.
 */
export function LinePlot({
  points,
  mark,
  until,
  summary,
}: {
  points: readonly LinePoint[];
  mark?: Mark;
  /** Where the last figure still holds. */
  until: Date;
  summary: string;
}): ReactNode {
  const [first] = points;
  if (first === undefined) return null;
  const values = [...points.map(({ y }) => y), ...(mark === undefined ? [] : [mark.y])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const begin = first.at.getTime();
  const duration = Math.max(until.getTime() - begin, 1);
  const x = (at: Date): number => ((at.getTime() - begin) / duration) * WIDTH;
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : EDGE + ((high - value) / (high - low)) * (HEIGHT - 2 * EDGE);
  const steps = points.slice(1).map((point) => `H${x(point.at).toFixed(1)}V${y(point.y).toFixed(1)}`);
  const path = `M0 ${y(first.y).toFixed(1)}${steps.join('')}H${WIDTH}`;
  const highest = points.find((point) => point.y === Math.max(...points.map((each) => each.y)));
  const lowest = points.find((point) => point.y === Math.min(...points.map((each) => each.y)));
  return (
    <div className="grid gap-1">
      <p aria-hidden="true" className="text-small text-muted tabular-nums">
        highest {highest?.label}
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
        className="h-40 w-full border-b border-l border-line"
      >
        {mark === undefined ? null : (
          <path
            d={`M0 ${y(mark.y).toFixed(1)}H${WIDTH}`}
            className="stroke-attention"
            fill="none"
            strokeWidth="1"
            strokeDasharray="4 4"
            vectorEffect="non-scaling-stroke"
          />
        )}
        <path
          d={path}
          className="stroke-accent"
          fill="none"
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <p aria-hidden="true" className="flex flex-wrap justify-between gap-x-4 text-small text-muted tabular-nums">
        <span>lowest {lowest?.label}</span>
        {mark === undefined ? null : <span>dashed: {mark.label}</span>}
      </p>
    </div>
  );
}
