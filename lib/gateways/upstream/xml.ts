import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Deeper documents are no replies of this protocol. */
const MAX_DEPTH = 24;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

// The five names of XML and character numbers; nothing can be declared, so nothing can grow.
function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  alwaysCreateTextNode: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
  entityDecoder: {
    decode,
    setExternalEntities: () => undefined,
    addInputEntities: () => undefined,
    reset: () => undefined,
    setXmlVersion: () => undefined,
  },
  // Every element is an array of objects, so that one row and many have one shape.
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

/**
 * Parses well-formed XML: every element an array of `{'#text', '@attribute', child: […]}`, every value a text.
 * Null for anything else: not well-formed, cut off, too deep, or with a DOCTYPE (S3).
 */
export function parseXml(text: string): unknown {
  const source = text.replace(/^\uFEFF/, '').trim();
  if (!source.startsWith('<') || /<!(?:DOCTYPE|ENTITY)/i.test(source)) return null;
  try {
    return XMLValidator.validate(source) === true ? parser.parse(source) : null;
  } catch {
    return null;
  }
}
