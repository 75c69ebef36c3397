/** One element of an answer. Has text or children; values are escaped by the writers, never before. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
};

/** An element with children. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly Element[],
): Element {
  return { name, attributes, text: '', children };
}

/** An element with text. */
export function textElement(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): Element {
  return { name, attributes, text, children: [] };
}

/** What neither XML nor a person's terminal can bear: control characters, halves of surrogate pairs, non-characters. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, '');
}
