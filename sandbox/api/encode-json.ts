import type { Element } from './document.ts';

type Json = string | Json[] | { [key: string]: Json };

/** These are arrays even when alone in every published sample (protocol.md 3.2); `elem` only inside a named list. */
const ALWAYS_ARRAYS = new Set(['list', 'slist', 'val', 'param']);

/**
 * The answer in the vendor's JSON: text as `$`, attributes as `$name`, every value a string. One child is an object,
 * more are an array; with `arrays` (`out=sjson`) every child is an array. The root's attributes only exist in XML.
 */
export function encodeJson(root: Element, arrays: boolean): string {
  return JSON.stringify({ doc: encode({ ...root, attributes: {} }, arrays) });
}

function encode(source: Element, arrays: boolean): Json {
  const result: { [key: string]: Json } = {};
  if (source.text !== undefined) result['$'] = source.text;
  for (const [name, value] of Object.entries(source.attributes)) result[`$${name}`] = value;
  const groups = new Map<string, Json[]>();
  for (const child of source.children) {
    groups.set(child.name, [...(groups.get(child.name) ?? []), encode(child, arrays)]);
  }
  for (const [name, values] of groups) {
    const [only] = values;
    const isArray = arrays || ALWAYS_ARRAYS.has(name) || (name === 'elem' && source.name === 'list');
    result[name] = values.length === 1 && only !== undefined && !isArray ? only : values;
  }
  return result;
}
