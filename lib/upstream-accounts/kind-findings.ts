import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { exportPriceList } from '#lib/gateways/upstream/export-price-list.ts';
import { findService } from '#lib/gateways/upstream/find-service.ts';
import type { ReadOutcome } from '#lib/gateways/upstream/outcome.ts';
import { otherCurrency } from './balance-findings.ts';
import type { Finding } from './finding.ts';
import { bad, good, warning } from './finding.ts';
import { KIND_WORDS } from './kind-words.ts';
import { transportFinding } from './transport-finding.ts';

/** Why a function gives nothing; null: it does. */
function refusal(func: string, answer: ReadOutcome<unknown>): Finding | null {
  if (answer.ok) return null;
  const { fault, error, reason, message, exchange } = answer;
  if (fault !== null) return transportFinding({ fault, message, exchange });
  if (error?.type === 'missed') {
    const text = `The supplier has no function ${func}.`;
    return bad('functions', text, 'Take this kind away from the account, or ask the supplier.');
  }
  if (reason === 'not_permitted') {
    const text = `This account may not call ${func}.`;
    return bad(
      'functions',
      text,
      'Ask the supplier to allow it to this login, or take this kind away from the account.',
    );
  }
  const text = `${func} could not be read: ${message || 'no usable answer'}.`;
  return bad('functions', text, 'Check again in a while; if it stays, ask the supplier.');
}

/**
 * Looks whether a kind's price list and its list of services can be read, by reads alone: orders are never tried. `goOn` is false once
 * the supplier stops answering.
 */
export async function kindFindings(
  connection: UpstreamConnection,
  kind: ProductKind,
  currency: string,
): Promise<{ readonly findings: readonly Finding[]; readonly goOn: boolean }> {
  const prices = await exportPriceList(connection, kind);
  // One row that cannot exist: the answer shows whether the list may be read, without reading all of it.
  const services = prices.ok || prices.fault === null ? await findService(connection, kind, '0') : null;
  const refusals = [refusal(`pricelist.export (${kind})`, prices), services && refusal(kind, services)];
  const findings = refusals.filter((finding) => finding !== null);
  if (findings.length === 0) {
    findings.push(good('functions', `The price list and the list of ${KIND_WORDS[kind]} can be read.`));
  }
  if (prices.ok) findings.push(...priceFindings(prices.value.tariffs, kind, currency));
  return { findings, goOn: prices.ok ? services?.ok !== false || services.fault === null : prices.fault === null };
}

function priceFindings(
  tariffs: readonly { readonly costs: readonly { readonly currency: string }[] }[],
  kind: ProductKind,
  currency: string,
): readonly Finding[] {
  const priced = tariffs.flatMap(({ costs }) => costs);
  if (priced.length === 0) {
    const text = `The supplier’s price list has no ${KIND_WORDS[kind]} with a price.`;
    return [warning('prices', text, 'Take this kind away from the account, unless the supplier adds some.')];
  }
  const other = priced.find((cost) => cost.currency !== currency);
  return other ? [otherCurrency(other.currency, currency)] : [];
}
