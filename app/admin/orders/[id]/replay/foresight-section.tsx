import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import type { Forecast } from '#lib/fulfilment/forecast.ts';
import type { Foresight } from '#lib/fulfilment/foresee.ts';
import type { StaffAction } from '#lib/orders/safe-actions.ts';

const ACTIONS = {
  order_again: 'Order upstream',
  check_now: 'Ask the supplier again',
  resolve_by_hand: 'Settle by hand',
  refund: 'Refund in full',
} as const satisfies Record<StaffAction, string>;

/** What would go out: nothing of it is sent by looking at it. */
function Sending({ send }: { send: NonNullable<Forecast['send']> }): ReactNode {
  return (
    <div className="grid gap-1">
      <p className="text-small text-muted">
        This would be sent to {send.account}, by <span className="font-mono">{send.func}</span>:
      </p>
      <pre
        tabIndex={0}
        aria-label="Parameters"
        className="overflow-auto rounded-control bg-sunken p-3 font-mono text-small whitespace-pre-wrap break-all"
      >
        {Object.entries(send.params)
          .map(([name, value]) => `${name}=${value}`)
          .join('\n')}
      </pre>
    </div>
  );
}

function When({ foresight, now }: { foresight: Foresight; now: Date }): ReactNode {
  if (foresight.dueAt === null) return 'No job looks at it by itself.';
  if (foresight.isDue) return 'It is due now: the next round takes it.';
  return (
    <>
      It is due <RelativeTime at={foresight.dueAt} now={now} />.
    </>
  );
}

/** What would happen next, by itself and by each action of staff. Nothing of it is done here. */
export function ForesightSection({ foresight, now }: { foresight: Foresight; now: Date }): ReactNode {
  const { next, staff, hasAsked } = foresight;
  return (
    <section aria-labelledby="foresight" className="grid gap-4 rounded-box border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="foresight" className="text-title font-medium">
          What would happen now
        </h2>
        <form>
          <input type="hidden" name="ask" value="yes" />
          <Button type="submit">{hasAsked ? 'Ask the supplier once more' : 'Ask the supplier first'}</Button>
        </form>
      </div>
      <p className="text-small text-muted">
        {hasAsked
          ? 'The supplier’s list was read for this. '
          : 'From what is stored here; the supplier was not asked. '}
        Nothing is written and nothing is sent by this page.
      </p>
      <div className="grid gap-2">
        <h3 className="font-medium">The next round</h3>
        <p>
          {next.sentence} <When foresight={foresight} now={now} />
        </p>
        {next.send === null ? null : <Sending send={next.send} />}
      </div>
      <div className="grid gap-2">
        <h3 className="font-medium">What staff could do</h3>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
          {staff.map(({ action, refusal, would }) => (
            <div key={action} className="contents">
              <dt className={refusal === null ? 'font-medium' : 'text-muted'}>{ACTIONS[action]}</dt>
              <dd className={refusal === null ? 'mb-1 sm:mb-0' : 'mb-1 text-muted sm:mb-0'}>
                {refusal === null ? would?.sentence : `Not now: ${refusal}`}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
