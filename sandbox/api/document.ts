/** An element of an answer; without `text` and children it is empty (`<ok/>`). */
export type Element = {
  name: string;
  attributes: Record<string, string>;
  text?: string;
  children: Element[];
};

/** An element with text. */
export function textElement(name: string, text: string, attributes: Record<string, string> = {}): Element {
  return { name, attributes, text, children: [] };
}

/** An element with child elements, or an empty one. */
export function element(name: string, children: Element[] = [], attributes: Record<string, string> = {}): Element {
  return { name, attributes, children };
}

/** A choice of a form: `<slist name="period"><val key="1">…</val></slist>`. */
export function choices(name: string, values: readonly (readonly [key: string, label: string])[]): Element {
  const children = values.map(([key, label]) => textElement('val', label, { key }));
  return element('slist', children, { name });
}
