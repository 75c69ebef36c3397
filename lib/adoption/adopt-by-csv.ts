import { createHash } from 'node:crypto';
import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { log } from '#lib/platform/log.ts';
import { readCountry } from '#lib/orders/contact.ts';
import { adoptRow } from './adopt-row.ts';
import { findAccount } from './find-account.ts';
import type { Verdict } from './judge-entry.ts';
import { judgeEntries } from './judge-entry.ts';
import type { Entry, MappedLine } from './read-mapping.ts';
import { readMapping } from './read-mapping.ts';

/** A mapping as a person gives it; `country` stands for lines that name none, and may be empty. */
export type Mapping = { readonly csv: string; readonly country: string };

/** What came, or would come, of a line. `message` says why it is refused. */
export type LineResult = {
  readonly line: number;
  readonly upstreamServiceId: string;
  readonly email: string;
  readonly outcome: 'ready' | 'adopted' | 'already' | 'refused';
  readonly message: string;
};

type Account = Awaited<ReturnType<typeof findAccount>>;

const JUDGED_AT_ONCE = 1_000;
const LANES = 4;

function linesOf(mapping: Mapping): readonly MappedLine[] {
  const country = mapping.country.trim() === '' ? '' : readCountry(mapping.country);
  return readMapping(mapping.csv).map((each) =>
    'entry' in each && each.entry.country === '' ? { line: each.line, entry: { ...each.entry, country } } : each,
  );
}

function unusable(line: Extract<MappedLine, { problem: string }>): LineResult {
  const { upstreamServiceId, problem } = line;
  return { line: line.line, upstreamServiceId, email: '', outcome: 'refused', message: problem };
}

function resultOf(line: number, entry: Entry, verdict: Verdict | { kind: 'adopted' }): LineResult {
  const message = verdict.kind === 'refused' ? verdict.message : '';
  return { line, upstreamServiceId: entry.upstreamServiceId, email: entry.email, outcome: verdict.kind, message };
}

/** What a mapping would come to, and the mark by which it is known again. */
export type Preview = { readonly mark: string; readonly lines: readonly LineResult[] };

function markOf(mapping: Mapping): string {
  // A form turns line ends into CR LF.
  const csv = mapping.csv.replace(/\r\n|\r|\n/g, '\n');
  return createHash('sha256')
    .update(JSON.stringify([csv, mapping.country.trim().toUpperCase()]))
    .digest('hex');
}

/** What `adoptByCsv` would do, line by line; nothing is changed. Refuses like `readMapping`, and with `account_not_found`, `country_invalid`. */
export async function previewCsv(actor: Actor, accountId: string, mapping: Mapping): Promise<Preview> {
  const account = await findAccount(actor, accountId);
  const results: LineResult[] = [];
  const lines = linesOf(mapping);
  for (let start = 0; start < lines.length; start += JUDGED_AT_ONCE) {
    const some = lines.slice(start, start + JUDGED_AT_ONCE);
    const entries = some.flatMap((each) => ('entry' in each ? [each.entry] : []));
    const verdicts = (entries.length === 0 ? [] : await judgeEntries(db(), account, entries)).values();
    for (const each of some) {
      if ('problem' in each) results.push(unusable(each));
      else for (const verdict of verdicts.take(1)) results.push(resultOf(each.line, each.entry, verdict));
    }
  }
  return { mark: markOf(mapping), lines: results };
}

type Adopted = Awaited<ReturnType<typeof adoptRow>>;

/** A line that fails for a reason nobody expected is one line that was refused: the others go on. */
async function adoptLine(actor: Actor, account: Account, entry: Entry, now: Date): Promise<Adopted> {
  try {
    return await adoptRow(actor, account, entry, now);
  } catch (error) {
    const id = newId('err');
    log().error(
      { err: error, id, account: account.id, service: entry.upstreamServiceId },
      'a row could not be adopted',
    );
    return {
      kind: 'refused',
      message: `Something went wrong on our side; nothing of this line is stored. Number ${id}.`,
    };
  }
}

/**
 * Adopts the lines of a mapping that was previewed (`mark`), each by itself: one that is refused changes nothing and keeps no other
 * back. The same file again changes nothing. Refuses like `previewCsv`, and another mapping than the previewed one with `csv_changed`.
 */
export async function adoptByCsv(
  actor: Actor,
  accountId: string,
  mapping: Mapping,
  mark: string,
  now: Date,
): Promise<readonly LineResult[]> {
  const account = await findAccount(actor, accountId);
  const lines = linesOf(mapping);
  if (markOf(mapping) !== mark) {
    throw new AppError('conflict', 'csv_changed', 'This is not what was previewed. Look at the preview first.', 'csv');
  }
  const results: LineResult[] = [];
  const waiting = lines.values();
  const lane = async (): Promise<void> => {
    for (const each of waiting) {
      results.push(
        'problem' in each
          ? unusable(each)
          : resultOf(each.line, each.entry, await adoptLine(actor, account, each.entry, now)),
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results.toSorted((one, other) => one.line - other.line);
}
