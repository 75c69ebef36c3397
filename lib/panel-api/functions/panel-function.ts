import type { Fault } from '../faults.ts';
import type { Format } from '../format.ts';
import type { Parameters } from '../parameters.ts';

/** A call of the emulated API. */
export type PanelCall = {
  readonly storeId: string;
  readonly params: Parameters;
  readonly format: Format;
  /** The caller's network address. */
  readonly address: string;
  readonly now: Date;
};

/** A written document, or a fault to be written. */
export type PanelResult =
  | { readonly kind: 'document'; readonly bytes: Buffer }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** One function of the emulated API. */
export type PanelFunction = (call: PanelCall) => Promise<PanelResult>;
