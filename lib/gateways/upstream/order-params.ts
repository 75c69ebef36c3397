import { TRIAL } from '#lib/domain/billing-period.ts';
import { addonParams } from './addon-params.ts';
import { correlationText } from './correlation-text.ts';

/** Quantities of add-ons by their id; a flag that is on is 1. */
export type AddonQuantities = Readonly<Record<string, number>>;

/**
 * What to order: `upstreamId` is the tariff, `autoprolong` renewal by the upstream itself (a trial never has one). `correlation`
 * goes as remoteid, and into the licence name or comment where the kind has one.
 */
export type ServiceOrder = {
  readonly upstreamId: string;
  readonly period: number;
  readonly autoprolong: boolean;
  readonly correlation: string;
  /** `cart` leaves the order unpaid in the upstream's cart, to be paid by its id. */
  readonly pay: 'at_once' | 'cart';
} & (
  | { readonly kind: 'addition'; readonly licence: string }
  | { readonly kind: 'softexternal'; readonly ip: string; readonly licname: string }
  | { readonly kind: 'soft'; readonly ip: string; readonly licname: string; readonly addons: AddonQuantities }
  | { readonly kind: 'platform'; readonly comment: string; readonly addons: AddonQuantities }
);

/** The parameters of `<kind>.order.param`, in the vendor's spelling (protocol.md 7.1–7.4). */
export function orderParams(order: ServiceOrder): Record<string, string> {
  return {
    ...paramsOfKind(order),
    pricelist: order.upstreamId,
    period: String(order.period),
    autoprolong: autoprolongText(order),
    remoteid: order.correlation,
    // "off" is the default that the vendor's pages tell to leave out.
    ...(order.pay === 'at_once' ? { skipbasket: 'on' } : {}),
    sok: 'ok',
  };
}

function paramsOfKind(order: ServiceOrder): Record<string, string> {
  switch (order.kind) {
    case 'addition':
      // Lower case: the vendor's own list of parameters prints "Item", its example and all code "item".
      return { item: order.licence };
    case 'softexternal':
      return { clicked_button: 'finish', ip: order.ip, licname: correlationText(order.licname, order.correlation) };
    case 'soft':
      return {
        clicked_button: 'finish',
        ip: order.ip,
        licname: correlationText(order.licname, order.correlation),
        ...addonParams(order.addons),
      };
    case 'platform':
      return {
        clicked_button: 'finish',
        comment: correlationText(order.comment, order.correlation),
        ...addonParams(order.addons),
      };
  }
}

// Any value but the period itself is silently taken as "off" (protocol.md 7.1).
function autoprolongText({ autoprolong, period }: ServiceOrder): string {
  return autoprolong && period !== TRIAL ? String(period) : 'null';
}
