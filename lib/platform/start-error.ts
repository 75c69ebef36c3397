/** Why the shop cannot start: one sentence for whoever runs it. Shown without a stack, exit code 1. */
export class StartError extends Error {}

/** The code that the system or the database gave an error, such as EACCES or 28P01; null where it has none. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** An error's own words. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
