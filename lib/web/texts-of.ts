/** The texts of a form by name, without files, without Next's own entries, and without NUL, which PostgreSQL does not keep. */
export function textsOf(form: FormData): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$ACTION')) texts[name] = value.replaceAll('\u0000', '');
  }
  return texts;
}
