import type { Element } from './document.ts';

type Json = string | Json[] | { [key: string]: Json };

const ALWAYS_ARRAYS = new Set(['elem', 'pricelist', 'period', 'addon', 'list', 'slist', 'val']);

/**
 * `out=bjson` (protocol.md 3.3): no `doc`, flat strings, attributes without `$`. The answer of a form is `id` and `model`, the answer
 * of an action has its values under `v`, an error its text alone.
 */
export function encodeBjson(content: readonly Element[]): string {
  const error = content.find(({ name }) => name === 'error');
  if (error) return JSON.stringify({ error: { msg: textOf(error.children, 'msg') } });
  if (content.some(({ name }) => name === 'elid')) {
    const fields = content.filter(({ name }) => name !== 'elid');
    return JSON.stringify({ id: { v: textOf(content, 'elid') }, model: flat(fields) });
  }
  return JSON.stringify(content.some(({ name }) => name === 'ok') ? values(content) : flat(content));
}

/** The JSON of the browser's interface, `sfrom=ajax` (protocol.md 3.4): rows in `content`, a refusal as a message without `error`. */
export function encodeAjax(content: readonly Element[]): string {
  const error = content.find(({ name }) => name === 'error');
  const rows = content.filter(({ name }) => name === 'elem').map(({ children }) => values(children));
  const rest = flat(content.filter(({ name }) => name !== 'elem' && name !== 'error'));
  const message = error ? [{ ...error.attributes, msg: textOf(error.children, 'msg') }] : [];
  return JSON.stringify({ content: rows, message, ...rest });
}

function values(content: readonly Element[]): { [key: string]: Json } {
  const entries = content.map(({ name, text, attributes, children }): [string, Json] =>
    children.length > 0 ? [name, values(children)] : [name, { v: text ?? '', ...attributes }],
  );
  return Object.fromEntries(entries);
}

function flat(content: readonly Element[]): { [key: string]: Json } {
  const result: { [key: string]: Json } = {};
  for (const [name, group] of Map.groupBy(content, (each) => each.name)) {
    const [only] = group;
    result[name] = group.length === 1 && only && !ALWAYS_ARRAYS.has(name) ? flatOne(only) : group.map(flatOne);
  }
  return result;
}

function flatOne({ text, attributes, children }: Element): Json {
  if (children.length > 0) return { ...attributes, ...flat(children) };
  return Object.keys(attributes).length > 0
    ? { ...attributes, ...(text === undefined ? {} : { $: text }) }
    : (text ?? '');
}

function textOf(content: readonly Element[], name: string): string {
  return content.find((each) => each.name === name)?.text ?? '';
}
