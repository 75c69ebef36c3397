/** What a thing is for, in few words: its licence, else its address, else the customer's own name for it, else nothing. */
export function subjectText(thing: {
  readonly licence: string;
  readonly ip: string;
  readonly licname: string;
}): string {
  return [thing.licence, thing.ip, thing.licname].find((text) => text !== '') ?? '';
}
