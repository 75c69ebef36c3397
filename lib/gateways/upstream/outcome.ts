import type { Reason } from '#lib/domain/fulfilment.ts';

/** What went over the wire, secrets removed: fit to be stored and shown to staff. */
export type Exchange = {
  readonly request: Readonly<Record<string, string>>;
  readonly httpStatus: number | null;
  /** The raw reply, cut at 64 kB. */
  readonly response: string | null;
  readonly durationMs: number;
};

/** An error envelope of the upstream (protocol.md 4): decide on `reason`, show `message`. */
export type UpstreamError = {
  readonly type: string;
  readonly object: string;
  readonly message: string;
  readonly reason: Reason;
};

/**
 * What kept an answer away; where null stands instead, a BILLmanager did answer. `http` is a status of the front end (the exchange
 * has it), `not_billmanager` a body that is no `<doc>`, `address` one that cannot be used, `private_address` one that must not be (S9).
 */
export type TransportFault =
  | 'dns'
  | 'refused'
  | 'tls'
  | 'timeout'
  | 'lost'
  | 'http'
  | 'not_billmanager'
  | 'too_large'
  | 'address'
  | 'private_address';

/**
 * The four outcomes of a write. `rejected` needs a well-formed error envelope, `not_sent` the proof that no connection
 * was made; whatever else is not the expected success is `unknown`: it may have been done.
 */
export type WriteOutcome<T> =
  | { readonly kind: 'accepted'; readonly value: T; readonly exchange: Exchange }
  | { readonly kind: 'rejected'; readonly error: UpstreamError; readonly exchange: Exchange }
  | {
      readonly kind: 'not_sent';
      readonly cause: string;
      readonly fault: TransportFault | null;
      readonly exchange: Exchange;
    }
  | {
      readonly kind: 'unknown';
      readonly cause: string;
      readonly fault: TransportFault | null;
      readonly exchange: Exchange;
    };

/** The outcome of a read. `error` is null when no error envelope came, but nothing usable either. */
export type ReadOutcome<T> =
  | { readonly ok: true; readonly value: T; readonly exchange: Exchange }
  | {
      readonly ok: false;
      readonly reason: Reason;
      readonly message: string;
      readonly error: UpstreamError | null;
      readonly fault: TransportFault | null;
      readonly exchange: Exchange;
    };
