import type { ServerResponse } from 'node:http';

/**
 * Makes 400 of the bare "500 Internal Server Error" that Next gives to a multipart form it cannot read. An action that fails
 * answers with its form, and a page that fails with a page: those keep their status.
 */
export function blameForm(response: ServerResponse): void {
  let { statusCode } = response;
  const isBare = (): boolean => statusCode === 500 && response.getHeader('content-type') === 'text/plain';
  Object.defineProperty(response, 'statusCode', {
    get: () => (isBare() ? 400 : statusCode),
    set: (status: number) => {
      statusCode = status;
    },
  });
}
