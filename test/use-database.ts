import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';
import { closeDb } from '#lib/platform/db.ts';
import { provideEnv } from '#lib/platform/env.ts';

const template = new URL(inject('templateUrl'));
const name = `test_${randomBytes(6).toString('hex')}`;
const maintenance = new URL(template);
maintenance.pathname = '/postgres';

// Each test file has a database of its own, copied in a fraction of a second.
const client = new Client({ connectionString: maintenance.href });
await client.connect();
await client.query(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
await client.end();

const own = new URL(template);
own.pathname = `/${name}`;
provideEnv({
  DATABASE_URL: own.href,
  APP_KEY: '0123456789abcdef'.repeat(4),
  LOG_LEVEL: 'silent',
  PUBLIC_URL: 'http://127.0.0.1:9',
});

afterAll(closeDb);
