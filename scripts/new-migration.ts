import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaDiff } from '#lib/platform/schema-diff.ts';

const root = join(import.meta.dirname, '..');
const words = process.argv.slice(2);
const name = words.find((word) => !word.startsWith('--'));

if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migration:new -- name_in_snake_case [--from-empty]');
  process.exit(1);
}

const committed = words.includes('--from-empty')
  ? null
  : execFileSync('git', ['show', 'HEAD:prisma/schema.prisma'], { cwd: root, encoding: 'utf8' });
const edited = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8');
const sql = await schemaDiff(committed, edited);

if (/^\s*(--.*)?\s*$/.test(sql)) {
  console.log('prisma/schema.prisma asks for nothing that the committed one does not: no migration written.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join('prisma/migrations', `${stamp}_${name}`);
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'migration.sql'), sql.endsWith('\n') ? sql : `${sql}\n`);
  console.log(`Wrote ${folder}/migration.sql. Read it, then npm run migrate.`);
}
