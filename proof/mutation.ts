import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Runs the mutants of the rules (stryker.config.mjs) and prints their score. Fails when Stryker does. */
export async function proveMutation(): Promise<void> {
  const child = spawn(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'proof/stryker.config.mjs'],
    { cwd: ROOT, stdio: 'inherit' },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Stryker ended with ${code}`);
}
