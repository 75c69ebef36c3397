import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Mutates the rules of fulfilment, pricing and the ledger, and runs the tests without a database against each mutant. Started by
// `npm run proof -- mutation`. Its copy of the sources and its report stand outside of the tree.
const scratch = join(tmpdir(), 'panelshop-mutation');

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'proof/vitest.rules.config.ts', related: true },
  mutate: [
    'lib/domain/{fulfilment,service-change,breaker,price,money,ledger,exchange-rate,order,billing-period,addons,product-kind}.ts',
    'lib/fulfilment/judge.ts',
    'lib/services/judge-change.ts',
  ],
  coverageAnalysis: 'perTest',
  // The copy that is mutated needs no more than the rules and their tests.
  ignorePatterns: ['/*', '!/lib', '!/sandbox', '!/test', '!/prisma', '!/proof', '!/package.json'],
  tempDirName: `${scratch}/copy`,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: `${scratch}/report.json` },
  // Stryker would rewrite paths in it by an API that TypeScript 7 no longer has.
  tsconfigFile: 'none.json',
  checkers: [],
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 10_000,
  allowConsoleColors: false,
  allowEmpty: false,
  cleanTempDir: 'always',
  thresholds: { high: 90, low: 75, break: null },
};
