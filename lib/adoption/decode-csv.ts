import { AppError } from '#lib/domain/errors.ts';

/** The text of a file, which has to be UTF-8. Refuses UTF-16, as spreadsheets write "Unicode text", with `csv_encoding`. */
export function decodeCsv(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    const message = 'This file is UTF-16. Save it as “CSV UTF-8” in your spreadsheet, and choose that file.';
    throw new AppError('invalid', 'csv_encoding', message, 'csv');
  }
  return new TextDecoder().decode(bytes);
}
