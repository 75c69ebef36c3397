import { KINDS, type Kind } from '../kinds.ts';
import type { ApiFunction } from './call.ts';
import { dashboardInfo, subaccount, whoAmI } from './functions/account.ts';
import { basket } from './functions/basket.ts';
import { changePriceList } from './functions/change-price-list.ts';
import { checkIp } from './functions/check-ip.ts';
import { deleteService } from './functions/delete-service.ts';
import { editService } from './functions/edit-service.ts';
import { exportPriceList } from './functions/export-price-list.ts';
import { listServices } from './functions/list-services.ts';
import { orderService } from './functions/order-service.ts';
import { prolongService } from './functions/prolong-service.ts';
import { serviceHistory } from './functions/service-history.ts';
import { resumeService, suspendService } from './functions/suspend-service.ts';
import { openSession } from './sign-in.ts';

/** Every function the sandbox knows; `backet` is how one vendor page spells `basket` (protocol.md 5.2). */
export const API_FUNCTIONS: ReadonlyMap<string, ApiFunction> = new Map([
  ['whoami', whoAmI],
  ['auth', openSession],
  ['subaccount', subaccount],
  ['dashboard.info', dashboardInfo],
  ['pricelist.export', exportPriceList],
  ...KINDS.flatMap(functionsOf),
  ['soft.checkip', checkIp],
  ['service.prolong', prolongService],
  ['service.changepricelist', changePriceList],
  ['service.history', serviceHistory],
  ['basket', basket],
  ['backet', basket],
]);

const CART_BUTTONS: ReadonlySet<string> = new Set(['free', 'delete', 'clearbasket']);
/** What the vendor's pages call without `sok` (protocol.md 7.2 to 7.4). */
const ACTS_AT_ONCE = /^(?:(?:softexternal|platform|soft)\.(?:suspend|resume)|(?:platform|soft)\.delete)$/;

/** Whether a call acts: it has `sok`, or it is one of those that act without, such as some buttons of the cart. */
export function isSubmitted(func: string, params: URLSearchParams): boolean {
  if ((params.get('sok') ?? '') !== '' || ACTS_AT_ONCE.test(func)) return true;
  return (func === 'basket' || func === 'backet') && CART_BUTTONS.has(params.get('clicked_button') ?? '');
}

/** No page of the vendor has suspend and resume for modules. */
function functionsOf(kind: Kind): [string, ApiFunction][] {
  const common: [string, ApiFunction][] = [
    [kind, listServices(kind)],
    [`${kind}.order.param`, orderService(kind)],
    [`${kind}.edit`, editService(kind)],
    [`${kind}.delete`, deleteService(kind)],
  ];
  if (kind === 'addition') return common;
  return [...common, [`${kind}.suspend`, suspendService(kind)], [`${kind}.resume`, resumeService(kind)]];
}
