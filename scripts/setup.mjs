import { prepare } from './setup/prepare.mjs';
import { explainFailure } from './setup/run.mjs';
import { forwardSignals, run } from './setup/serve.mjs';

// Installs and generates what is missing. With --build also builds; with a program's name runs that afterwards on Node 24.
const words = process.argv.slice(2);
const pages = words[0] === '--build';
const [program, ...rest] = pages ? words.slice(1) : words;
let child = null;
forwardSignals(() => child);
try {
  const node = await prepare({ pages });
  if (program !== undefined) process.exitCode = await run(node, program, rest, (started) => (child = started));
} catch (error) {
  explainFailure(error);
}
