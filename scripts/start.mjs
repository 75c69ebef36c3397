import { prepare } from './setup/prepare.mjs';
import { explainFailure } from './setup/run.mjs';
import { forwardSignals, run } from './setup/serve.mjs';

// npm start: from a fresh clone, or whatever is there, to a shop that runs. Needs Node 20 and nothing else.
let child = null;
forwardSignals(() => child);
try {
  const node = await prepare({ pages: true });
  process.exitCode = await run(node, 'server.ts', [], (started) => (child = started));
} catch (error) {
  explainFailure(error);
}
