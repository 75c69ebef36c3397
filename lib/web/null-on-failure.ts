import { AppError } from '#lib/domain/errors.ts';
import { newId } from '#lib/platform/ids.ts';
import { log } from '#lib/platform/log.ts';

/**
 * What the work gives; null for a refusal, and for a failure, which is logged with an id. For callers that would show the error's
 * own words to whoever asks.
 */
export async function nullOnFailure<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) log().error({ err: error, id: newId('err') }, 'a sign-in could not be handled');
    return null;
  }
}
