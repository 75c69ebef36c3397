/** How to reach one upstream account. `url` has the path (protocol.md 2.1); the password is only ever sent in a POST body. */
export type UpstreamConnection = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** One limit for the whole call: connecting, sending and reading. */
  readonly timeoutMs: number;
  /** Bytes that a list may have; every other reply may have `REPLY_LIMIT`. */
  readonly sizeLimit: number;
};

/** Clients of the vendor wait 30–60 s for an order (protocol.md 2.2). */
export const TIMEOUT_MS = 30_000;

/** Price lists of large installations run to tens of megabytes (protocol.md 2.2). */
export const LIST_LIMIT = 32 * 1024 * 1024;

/** Bytes that a reply which is no list may have. */
export const REPLY_LIMIT = 1024 * 1024;
