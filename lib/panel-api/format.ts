import type { Element } from './element.ts';
import { element } from './element.ts';
import { encodeJson } from './encode-json.ts';
import { encodeXml } from './encode-xml.ts';
import { printable } from './element.ts';

/** How an answer is written. */
export type Format = 'xml' | 'json';

/** The format that `out` asks for; XML where it asks for nothing we write, never HTML (protocol.md 5.2). */
export function formatOf(out: string | undefined): Format {
  return out === 'json' || out === 'xjson' ? 'json' : 'xml';
}

/** Writes the children of `<doc>`. */
export function writeDocument(format: Format, func: string, children: readonly Element[]): Buffer {
  const root = element('doc', { lang: 'en', func: printable(func.slice(0, 100)) }, children);
  return format === 'json' ? encodeJson(root) : encodeXml(root);
}

/** The content type of a format. */
export function contentTypeOf(format: Format): string {
  return format === 'json' ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8';
}
