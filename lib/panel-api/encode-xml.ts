import type { Element } from './element.ts';
import { printable } from './element.ts';

/** Writes a document as the vendor does (protocol.md 3.1): no DTD, every value escaped here (S3). */
export function encodeXml(root: Element): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${write(root)}\n`);
}

function write({ name, attributes, text, children }: Element): string {
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  const open = `<${name}${head.join('')}`;
  if (text === '' && children.length === 0) return `${open}/>`;
  return `${open}>${escape(text)}${children.map(write).join('')}</${name}>`;
}

function escape(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
