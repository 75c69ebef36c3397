import { element, textElement, type Element } from './document.ts';

type Wording = { group: string; message: string };

/**
 * An application error: HTTP 200 with the envelope of protocol.md 4.1. `type` and `object` are what clients decide on.
 */
export class Refusal extends Error {
  readonly type: string;
  readonly object: string;
  readonly value: string;

  constructor(type: string, object: string, value = '', message?: string) {
    super(message ?? wording(type, object, value).message);
    this.type = type;
    this.object = object;
    this.value = value;
  }

  /** `<error>` as it stands under `<doc>`. */
  toElement(): Element {
    const params = [
      textElement('param', this.object, { name: 'object', type: 'msg', msg: this.type === 'value' ? this.object : '' }),
      textElement('param', this.value, { name: 'value' }),
    ];
    if (this.type === 'value') params.push(textElement('param', 'desck_empty', { name: 'desc', type: 'msg' }));
    const { group } = wording(this.type, this.object, this.value);
    return element('error', [...params, textElement('group', group), textElement('msg', this.message)], {
      type: this.type,
      object: this.object,
      lang: 'en',
    });
  }
}

/** The field of a request that is empty or wrong. */
export function invalid(field: string, value: string): Refusal {
  return new Refusal('value', field, value);
}

/** An `elid` or order that does not exist (or no longer). */
export function missing(value: string): Refusal {
  return new Refusal('missed', 'item', value);
}

/** No public source shows the vendor's type for this (protocol.md 4.2): the placeholder of the samples. */
export function notEnoughMoney(): Refusal {
  return new Refusal('value', 'balance', '', 'Not enough money on the balance');
}

function wording(type: string, object: string, value: string): Wording {
  if (type === 'auth' && object === 'badip') {
    return { group: '__object__', message: 'Access from this IP address is denied' };
  }
  if (type === 'auth') return { group: '__object__', message: 'Invalid username or password' };
  if (type === 'access') return { group: "Access to '__object__' is denied", message: 'Access denied' };
  if (type === 'extraconfirm') return { group: '__object__', message: 'Confirm the sign-in with a second factor' };
  if (type === 'missed' && object === 'func') {
    const message = `Function '${value}' was not found. The managing module may not be loaded`;
    return { group: "The '__value__' function was not found", message };
  }
  if (type === 'missed') return { group: "The '__object__' item does not exist", message: 'The item does not exist' };
  const label = object.charAt(0).toUpperCase() + object.slice(1);
  return {
    group: "The '__object__' field has invalid value. __desc__",
    message: `The '${label}' field has invalid value.`,
  };
}
