import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Runs TypeScript as it is; older ones do not. */
const OLDEST = 24;

/** The Node that everything after the installation runs on, by its absolute path: a shell may remember another. */
export function nodeBinary() {
  const pinned = join(root, 'node_modules/node/bin/node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= OLDEST) return process.execPath;
  return null;
}

/** Prisma and Next are started by their JavaScript files: the wrappers in .bin choose a Node of their own. */
export function packageFile(name, file) {
  return join(root, 'node_modules', name, file);
}

export function packageVersion(name) {
  return JSON.parse(readFileSync(packageFile(name, 'package.json'), 'utf8')).version;
}
