/** Markup that is already escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | readonly Html[] | null | false;

/** Markup with every value escaped, except markup made by this same tag. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const rest = strings.slice(1);
  const parts = values.map((value, index) => `${render(value)}${rest[index] ?? ''}`);
  return new Html(`${strings[0] ?? ''}${parts.join('')}`);
}

function render(value: Value): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map((part) => part.text).join('');
  return escapeHtml(String(value));
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
