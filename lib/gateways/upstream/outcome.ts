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
 * The four outcomes of a write. `rejected` needs a well-formed error envelope, `not_sent` the proof that no connection
 * was made; whatever else is not the expected success is `unknown`: it may have been done.
 */
export type WriteOutcome<T> =
  | { readonly kind: 'accepted'; readonly value: T; readonly exchange: Exchange }
  | { readonly kind: 'rejected'; readonly error: UpstreamError; readonly exchange: Exchange }
  | { readonly kind: 'not_sent'; readonly cause: string; readonly exchange: Exchange }
  | { readonly kind: 'unknown'; readonly cause: string; readonly exchange: Exchange };

/** The outcome of a read. `error` is null when no error envelope came, but nothing usable either. */
export type ReadOutcome<T> =
  | { readonly ok: true; readonly value: T; readonly exchange: Exchange }
  | {
      readonly ok: false;
      readonly reason: Reason;
      readonly message: string;
      readonly error: UpstreamError | null;
      readonly exchange: Exchange;
    };
