import type { Sandbox } from '../sandbox.ts';
import type { Element } from './document.ts';

/** One API call on its way through the sandbox. */
export type Call = {
  sandbox: Sandbox;
  func: string;
  params: URLSearchParams;
  format: Format;
  /** The submitted form; without it a call only shows the form. */
  submit: boolean;
  now: Date;
  /** How old a picture the list of services shows; 0 is the present. */
  staleMs: number;
  /** Whether later pages of a list begin with a row of the page before. */
  repeatRows: boolean;
};

export type Format = 'xml' | 'json' | 'sjson' | 'bjson' | 'ajax';

/** Gives the children of `<doc>`, or throws a `Refusal` before anything has changed. */
export type ApiFunction = (call: Call) => Element[];

/** A parameter with surrounding blanks cut off; absent and empty are the same to the vendor. */
export function param(call: Call, name: string): string {
  return (call.params.get(name) ?? '').trim();
}
