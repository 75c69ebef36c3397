import { db } from '#lib/platform/db.ts';
import { log } from '#lib/platform/log.ts';
import { currentVersion } from '#lib/pricing/current-version.ts';
import type { Format } from './format.ts';
import { writeDocument } from './format.ts';
import { priceListElements } from './price-list-document.ts';

/** What a panel asks of the list: a type, and a tariff id or all (''). */
export type PriceListFilter = { readonly kind: string; readonly upstreamId: string; readonly format: Format };

type Entry = {
  readonly version: number;
  readonly elements: ReturnType<typeof priceListElements>;
  /** Serialised answers; bounded, because filters that select nothing share one. */
  readonly bytes: Map<string, Buffer>;
  checkedAt: number;
  stale: boolean;
  checking: Promise<Entry> | null;
};

/** A version that another process published is seen this late at the latest, should the wake-up be lost. */
const RECHECK_MS = 3_000;
const MAX_STORES = 1_000;

declare global {
  // Next bundles this file a second time; both copies share one cache.
  var panelshopPriceLists: Map<string, Entry> | undefined;
}

function entries(): Map<string, Entry> {
  globalThis.panelshopPriceLists ??= new Map();
  return globalThis.panelshopPriceLists;
}

/** The serialised list of a store. Never asks the upstream; asks the database only after `invalidate`, or every few seconds. */
export async function priceListBytes(storeId: string, filter: PriceListFilter): Promise<Buffer> {
  const entry = await freshEntry(storeId);
  const key = `${filter.kind}:${filter.upstreamId}:${filter.format}`;
  const ready = entry.bytes.get(key);
  if (ready) return ready;
  const chosen = entry.elements.filter(
    ({ kind, upstreamId }) => kind === filter.kind && (filter.upstreamId === '' || upstreamId === filter.upstreamId),
  );
  const keptKey = chosen.length === 0 ? `none:${filter.format}` : key;
  const known = entry.bytes.get(keptKey);
  if (known) return known;
  const bytes = writeDocument(
    filter.format,
    'pricelist.export',
    chosen.map(({ element }) => element),
  );
  entry.bytes.set(keptKey, bytes);
  return bytes;
}

/** Loads the lists of all stores before the first panel asks. A failure is harmless: the list is loaded when it is asked for. */
export async function warmAll(): Promise<void> {
  try {
    const published = await db().publishedPriceList.findMany({
      distinct: ['storeId'],
      take: MAX_STORES,
      select: { storeId: true },
    });
    for (const { storeId } of published)
      await priceListBytes(storeId, { kind: 'addition', upstreamId: '', format: 'xml' });
  } catch (error) {
    log().warn({ err: error }, 'the price lists could not be loaded ahead');
  }
}

/** Has the next request look for a newer version: of one store, or of all, since a wake-up does not say which. */
export function invalidate(storeId?: string): void {
  for (const [id, entry] of entries()) if (storeId === undefined || id === storeId) entry.stale = true;
}

async function freshEntry(storeId: string): Promise<Entry> {
  const entry = entries().get(storeId);
  if (!entry) return load(storeId);
  if (!entry.stale && performance.now() - entry.checkedAt < RECHECK_MS) return entry;
  // A check that began before the wake-up may have missed the new version.
  if (entry.checking === null || entry.stale) {
    entry.stale = false;
    entry.checking = check(storeId, entry);
  }
  return entry.checking;
}

async function check(storeId: string, entry: Entry): Promise<Entry> {
  try {
    const newest = await db().publishedPriceList.findFirst({
      where: { storeId },
      orderBy: { version: 'desc' },
      select: { version: true },
    });
    entry.checkedAt = performance.now();
    return (newest?.version ?? 0) === entry.version ? entry : await load(storeId);
  } catch (error) {
    // Panels get the last known list while the database is away.
    log().warn({ err: error }, 'the published version could not be checked');
    entry.checkedAt = performance.now();
    return entry;
  } finally {
    entry.checking = null;
  }
}

async function load(storeId: string): Promise<Entry> {
  const current = await currentVersion(db(), storeId);
  const loaded: Entry = {
    version: current?.version ?? 0,
    elements: priceListElements(current?.prices ?? []),
    bytes: new Map(),
    checkedAt: performance.now(),
    stale: false,
    checking: null,
  };
  const known = entries().get(storeId);
  // A slower reader must not put an older version back.
  if (known && known.version > loaded.version) return known;
  if (!known && entries().size >= MAX_STORES) entries().clear();
  entries().set(storeId, loaded);
  return loaded;
}
