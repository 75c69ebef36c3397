/** How to reach one upstream account. `url` has the path (protocol.md 2.1); the password is only ever sent in a POST body. */
export type UpstreamConnection = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** One limit for the whole call: connecting, sending and reading. */
  readonly timeoutMs: number;
  /** Whether the address may lead into a private network (S9): the sandbox does, or the operator allows it. */
  readonly allowPrivate: boolean;
  /** Bytes that a list may have; every other reply may have `REPLY_LIMIT`. */
  readonly sizeLimit: number;
};

/** Price lists of large installations run to tens of megabytes (protocol.md 2.2). */
export const LIST_LIMIT = 32 * 1024 * 1024;

/** Bytes that a reply which is no list may have. */
export const REPLY_LIMIT = 1024 * 1024;
