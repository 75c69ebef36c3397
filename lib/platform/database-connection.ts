import { Client } from 'pg';
import { z } from 'zod';
import { errorCode, errorText, StartError } from './start-error.ts';

const OLDEST = 14;

/** Host and port of a database address: what may be shown of it. */
export function shownAddress(url: string): string {
  try {
    const { hostname, port } = new URL(url);
    return `${hostname || 'localhost'}:${port || '5432'}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}

function refusal(error: unknown, url: string): StartError {
  const where = shownAddress(url);
  switch (errorCode(error)) {
    case '28P01':
    case '28000':
      return new StartError(`The database at ${where} refuses the user name or password in DATABASE_URL.`);
    case '3D000':
      return new StartError(
        `The database server at ${where} has no database of the name in DATABASE_URL: create it there first.`,
      );
    case '53300':
      return new StartError(
        `The database at ${where} has no free connection: raise its max_connections or run fewer processes.`,
      );
    case '57P03':
      return new StartError(`The database at ${where} is still starting up: try again in a moment.`);
    case null:
      return new StartError(
        `The database at ${where} cannot be reached (${errorText(error)}): check DATABASE_URL and that the server runs.`,
      );
    default:
      return new StartError(
        `The database at ${where} cannot be reached (${errorCode(error)}): check DATABASE_URL and that the server runs.`,
      );
  }
}

/** A connection to a server that the shop can use. Throws `StartError`, which never holds the password. */
export async function connectDatabase(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Without a listener a connection that breaks later would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw refusal(error, url);
  }
  const answer = await client.query(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text",
  );
  const version = z.object({ number: z.number(), text: z.string() }).parse(answer.rows[0]);
  if (version.number >= OLDEST * 10_000) return client;
  await client.end();
  throw new StartError(
    `The database at ${shownAddress(url)} is PostgreSQL ${version.text}: the shop needs ${OLDEST} or newer.`,
  );
}
