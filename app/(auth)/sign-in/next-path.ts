/** Where a sign-in leads: the page of the dashboard that was asked for, else its first one. Other texts break a redirect. */
export function nextPath(asked: unknown): string {
  return typeof asked === 'string' && /^\/admin(?:[/?][\x21-\x7e]{0,2000})?$/.test(asked) ? asked : '/admin';
}
