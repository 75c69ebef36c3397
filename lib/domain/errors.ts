/** What a refusal is about; edges map it to form states, HTTP statuses and panel faults. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable';

/**
 * A refusal that a person may read. `fact` names it for code and tests ("quote_expired");
 * `message` is a whole sentence for the person affected; `field` the input it belongs to.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly fact: string;
  readonly field: string | undefined;

  constructor(kind: ErrorKind, fact: string, message: string, field?: string) {
    super(message);
    this.name = 'AppError';
    this.kind = kind;
    this.fact = fact;
    this.field = field;
  }
}
