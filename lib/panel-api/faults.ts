import type { Element } from './element.ts';
import { element, printable, textElement } from './element.ts';

/** An error as panels read it: they decide on `type` and `object`, `message` is for a person (protocol.md 4.1). */
export type Fault = {
  readonly type: string;
  readonly object: string;
  readonly value: string;
  readonly message: string;
};

const ECHOED = 100;

/** A function that this API does not have. */
export function unknownFunction(func: string): Fault {
  const value = echo(func);
  return { type: 'missed', object: 'func', value, message: `The function '${value}' does not exist here` };
}

/** A host name that shows no store. */
export function unknownStore(): Fault {
  return { type: 'missed', object: 'store', value: '', message: 'There is no store at this address' };
}

/** Credentials that are not right; never says whether the name or the password is wrong (S4). */
export function badPassword(): Fault {
  return { type: 'auth', object: 'badpassword', value: '', message: 'Invalid username or password' };
}

/** Too many wrong credentials: the protocol has no type of its own for it (protocol.md 14, server 9). */
export function tooManyAttempts(): Fault {
  return { ...badPassword(), message: 'Too many attempts. Try again in 15 minutes' };
}

/** The envelope; no stack, which the vendor sends for debugging only. */
export function faultElement({ type, object, value, message }: Fault): Element {
  return element('error', { type, object, lang: 'en' }, [
    textElement('param', object, { name: 'object', type: 'msg', msg: '' }),
    textElement('param', value, { name: 'value' }),
    textElement('group', '__object__'),
    textElement('msg', message),
  ]);
}

/** A value of the request as it may be shown again. */
function echo(value: string): string {
  return printable(value.slice(0, ECHOED)).trim();
}
