import { defineConfig } from 'vitest/config';

// The tests that a mutant of the rules has to fail: no database, no network.
export default defineConfig({
  test: { include: ['lib/domain/**/*.test.ts', 'lib/fulfilment/judge.test.ts', 'lib/services/judge-change.test.ts'] },
});
