import type { Element } from './document.ts';

/** The answer in the vendor's XML: attributes, text and children escaped, no DTD. */
export function encodeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${encode(root)}\n`;
}

function encode({ name, attributes, text, children }: Element): string {
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const open = `<${name}${head.join('')}`;
  if (text === undefined && children.length === 0) return `${open}/>`;
  return `${open}>${escapeXml(text ?? '')}${children.map(encode).join('')}</${name}>`;
}

function escapeXml(text: string): string {
  return (
    text
      // XML 1.0 has no way at all to write most control characters.
      // oxlint-disable-next-line no-control-regex -- they are what is searched for
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}
