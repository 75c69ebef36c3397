import type { ApiFunction } from './call.ts';
import { dashboardInfo, subaccount, whoAmI } from './functions/account.ts';
import { basket } from './functions/basket.ts';
import { deleteAddition, editAddition } from './functions/change-addition.ts';
import { exportPriceList } from './functions/export-price-list.ts';
import { listAdditions } from './functions/list-additions.ts';
import { orderAddition } from './functions/order-addition.ts';
import { prolongService } from './functions/prolong-service.ts';
import { openSession } from './sign-in.ts';

/** Every function the sandbox knows; `backet` is how one vendor page spells `basket` (protocol.md 5.2). */
export const API_FUNCTIONS: ReadonlyMap<string, ApiFunction> = new Map([
  ['whoami', whoAmI],
  ['auth', openSession],
  ['subaccount', subaccount],
  ['dashboard.info', dashboardInfo],
  ['pricelist.export', exportPriceList],
  ['addition', listAdditions],
  ['addition.order.param', orderAddition],
  ['addition.edit', editAddition],
  ['addition.delete', deleteAddition],
  ['service.prolong', prolongService],
  ['basket', basket],
  ['backet', basket],
]);
