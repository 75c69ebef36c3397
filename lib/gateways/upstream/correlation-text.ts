/** Characters that a licence name or a comment may have (protocol.md 7.2). */
const LONGEST = 255;

/** `<name> <correlation>`, at most 255 characters: the name is cut, the correlation never. One that the name carries already stays as it is. */
export function correlationText(name: string, correlation: string): string {
  const clean = name
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (carriesCorrelation(clean, correlation) && clean.length <= LONGEST) return clean;
  const room = LONGEST - correlation.length - 1;
  let cut = '';
  for (const sign of clean) {
    if (cut.length + sign.length > room) break;
    cut += sign;
  }
  return `${cut} ${correlation}`.trim();
}

/** Whether a text holds a correlation as a word of its own: one that only begins the same way is another's. */
export function carriesCorrelation(text: string, correlation: string): boolean {
  return correlation !== '' && text.split(/[^\p{L}\p{N}_-]+/u).includes(correlation);
}
