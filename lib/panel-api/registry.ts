import type { PanelFunction } from './functions/panel-function.ts';
import { pricelistExport } from './functions/pricelist-export.ts';

/** The functions of the API that we emulate, by the name in `func`. */
export const PANEL_FUNCTIONS: ReadonlyMap<string, PanelFunction> = new Map([['pricelist.export', pricelistExport]]);
