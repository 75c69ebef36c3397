import type { Element } from './element.ts';
import { printable } from './element.ts';

type Json = { [key: string]: string | Json | Json[] };

/**
 * Writes a document as the vendor does (protocol.md 3.2): `$` for text, `$name` for attributes, every value a text,
 * one child an object, several an array.
 */
export function encodeJson(root: Element): Buffer {
  return Buffer.from(`${JSON.stringify({ [root.name]: toJson(root) })}\n`);
}

function toJson({ attributes, text, children }: Element): Json {
  const json: Json = {};
  if (text !== '') json['$'] = printable(text);
  for (const [name, value] of Object.entries(attributes)) json[`$${name}`] = printable(value);
  const byName = Map.groupBy(children, ({ name }) => name);
  for (const [name, [first, ...others]] of byName) {
    if (first) json[name] = others.length === 0 ? toJson(first) : [first, ...others].map(toJson);
  }
  return json;
}
