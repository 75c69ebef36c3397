import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

function addTo(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (found.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
    return;
  }
  if (/\.test\.tsx?$/.test(path)) return;
  hash.update(`${relative(root, path)}\0${found.size}\0`);
  hash.update(readFileSync(path));
}

/** A text that changes when one of these files or folders, named from the project's root, or one of the words does. */
export function fingerprint(paths, words = []) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, join(root, path));
  for (const word of words) hash.update(`\0${word}`);
  return hash.digest('hex');
}

/** What a finished step left behind; a step that was killed leaves nothing, and is done again. */
export function isDone(stampFile, print) {
  try {
    return readFileSync(join(root, stampFile), 'utf8') === print;
  } catch {
    return false;
  }
}

export function clearStamp(stampFile) {
  rmSync(join(root, stampFile), { force: true });
}

export function writeStamp(stampFile, print) {
  mkdirSync(dirname(join(root, stampFile)), { recursive: true });
  writeFileSync(join(root, stampFile), print);
}
