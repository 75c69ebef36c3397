import { FAULTS_UNTIL_PAUSE, pauseAfter } from '#lib/domain/breaker.ts';
import {
  ABSENT_AFTER_MS,
  ABSENT_CALLS,
  ABSENT_READS,
  ACTIVE_WITHIN_MS,
  FULFILMENT_MOVES,
  isAdvisedAgainst,
  isCurable,
  PATIENCE_MS,
  READ_BACK_AFTER_MS,
  REASONS,
  RECONCILE_AT_MS,
  RETRY_AFTER_MS,
  SETTLED_WITHIN_MS,
} from '#lib/domain/fulfilment.ts';
import { ORDER_MOVES } from '#lib/domain/order.ts';
import { reasonWords } from '#lib/domain/reason-words.ts';
import { CHANGE_MOVES } from '#lib/domain/service-change.ts';
import type { MoveOf, MoveRule } from '#lib/orders/move-rules.ts';
import { ITEM_RULES, ORDER_RULES } from '#lib/orders/move-rules.ts';

type Table = Readonly<Record<string, readonly string[]>>;

const CHANGE_RULES = {
  'queued>sending': [
    'services',
    'Looked up first; the intent is recorded in the same commit, then the one write goes out.',
  ],
  'queued>done': ['services', 'The service already is as wanted: nothing is sent.'],
  'queued>blocked': ['services', 'It cannot be sent now for a cause that can be cured.'],
  'queued>needs_person': ['services', 'What the supplier shows advises against sending it.'],
  'queued>cancelled': ['staff', 'Taken back before anything was sent.'],
  'sending>queued': ['services', 'Proven not sent: no connection was made. Tried again.'],
  'sending>blocked': ['services', 'Refused for a cause that can be cured; nothing was done.'],
  'sending>needs_person': ['services', 'Refused for good; nothing was done.'],
  'sending>uncertain': ['services', 'Accepted, and to be seen; or no usable answer came within the time limit.'],
  'uncertain>done': ['services or staff', 'The service shows that it was done; or a person saw it.'],
  'uncertain>queued': ['services', 'The service shows that an unanswered write was not done.'],
  'uncertain>needs_person': [
    'services',
    'The last look of the timetable told nothing, or what was accepted is not seen in time.',
  ],
  'uncertain>cancelled': ['staff', 'A person saw that it was not done, and gave it up.'],
  'blocked>queued': ['services or staff', 'The time of the next try has come; or staff asked for it now.'],
  'blocked>cancelled': ['staff', 'Taken back; a refusal did nothing.'],
  'needs_person>queued': ['staff', 'A person decided to send it.'],
  'needs_person>done': ['staff', 'A person saw that it was done.'],
  'needs_person>cancelled': ['staff', 'A person gave it up.'],
  'cancelled>queued': ['staff', 'The same renewal is asked for again: its row is unique, so it is taken up again.'],
} as const satisfies Record<MoveOf<typeof CHANGE_MOVES>, MoveRule>;

function diagram(table: Table, start: string): string {
  const moves = Object.entries(table).flatMap(([from, targets]) => targets.map((to) => `    ${from} --> ${to}`));
  const ends = Object.entries(table).flatMap(([status, targets]) =>
    targets.length === 0 ? [`    ${status} --> [*]`] : [],
  );
  return ['```mermaid', 'stateDiagram-v2', '    direction LR', `    [*] --> ${start}`, ...moves, ...ends, '```'].join(
    '\n',
  );
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...body.map(line)].join('\n');
}

function rules(table: Readonly<Record<string, MoveRule>>): string {
  const body = Object.entries(table).map(([move, [by, rule]]) => {
    const [from = '', to = ''] = move.split('>');
    return [`\`${from}\``, `\`${to}\``, by, rule];
  });
  return rows(['from', 'to', 'who', 'when'], body);
}

/** Milliseconds as the largest whole unit: "30 s", "2 min", "1 h". */
function span(ms: number): string {
  for (const [size, unit] of [
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ] as const) {
    if (ms >= size && ms % size === 0) return `${ms / size} ${unit}`;
  }
  return `${ms} ms`;
}

const spans = (table: readonly number[]): string => table.map(span).join(', ');

function reasons(): string {
  const body = REASONS.map((reason) => {
    const on = isCurable(reason) ? 'by itself once cured' : isAdvisedAgainst(reason) ? 'staff, with a reason' : '';
    return [`\`${reason}\``, reasonWords(reason), on];
  });
  return rows(['reason', 'what staff read', 'goes on'], body);
}

function pauses(): string {
  const known = new Set<number>();
  for (let faults = FAULTS_UNTIL_PAUSE.buy; faults < FAULTS_UNTIL_PAUSE.buy + 30; faults += 1)
    known.add(pauseAfter(faults));
  return spans([...known]);
}

function timetable(): string {
  return rows(
    ['what', 'when'],
    [
      ['an unanswered write is looked for, after its end', spans(RECONCILE_AT_MS)],
      ['a look counts towards absence', `${span(ABSENT_AFTER_MS)} after the write’s end, or later`],
      ['looks that prove absence', String(ABSENT_READS)],
      ['writes proven absent before a person decides', String(ABSENT_CALLS)],
      [
        'a write without an outcome becomes unknown',
        'after `UPSTREAM_TIMEOUT_MS` (30 s unless set) and 15 s for a slow machine',
      ],
      ['a refused or unsent order is tried again', `after ${spans(RETRY_AFTER_MS)}; the last one repeats`],
      [
        'an order that cannot be sent is told to the store',
        `${span(PATIENCE_MS)} after its payment; it goes on trying`,
      ],
      ['a bought service is read back', `after ${spans(READ_BACK_AFTER_MS)}; the last one repeats`],
      ['a bought service may be missing, or unpaid, in the list', `for ${span(SETTLED_WITHIN_MS)}`],
      ['a bought service has to be active', `within ${span(ACTIVE_WITHIN_MS)}`],
      ['an account rests from new purchases', `after ${FAULTS_UNTIL_PAUSE.buy} calls in a row without a usable answer`],
      ['an account rests from renewals', `after ${FAULTS_UNTIL_PAUSE.renew} of them`],
      ['the rest, before one call may try', pauses()],
    ],
  );
}

/** The parts of docs/fulfilment.md that the code itself says, by the name of their marker. */
export const SECTIONS: Readonly<Record<string, () => string>> = {
  'item diagram': () => diagram(FULFILMENT_MOVES, 'unpaid'),
  'item moves': () => rules(ITEM_RULES),
  'order diagram': () => diagram(ORDER_MOVES, 'awaiting_payment'),
  'order moves': () => rules(ORDER_RULES),
  'change diagram': () => diagram(CHANGE_MOVES, 'queued'),
  'change moves': () => rules(CHANGE_RULES),
  reasons,
  timetable,
};

/** A page with every marked section as the code says it now; the text around the markers stays. Throws where a section has no markers. */
export function withSections(page: string): string {
  let written = page;
  for (const [name, write] of Object.entries(SECTIONS)) {
    const begin = `<!-- code: ${name} -->`;
    const end = `<!-- end: ${name} -->`;
    const from = written.indexOf(begin);
    const to = written.indexOf(end);
    if (from < 0 || to < from) throw new Error(`The page has no markers for ${name}`);
    written = `${written.slice(0, from + begin.length)}\n\n${write()}\n\n${written.slice(to)}`;
  }
  return written;
}
