import { defineConfig } from 'vitest/config';

const EVERYWHERE = ['app', 'lib', 'components', 'sandbox', 'test', 'scripts', 'proof'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: EVERYWHERE.map((folder) => `${folder}/**/*.test.ts`),
          exclude: ['**/*.db.test.ts', '**/*.process.test.ts'],
        },
      },
      {
        test: {
          name: 'database',
          include: EVERYWHERE.map((folder) => `${folder}/**/*.db.test.ts`),
          globalSetup: ['test/start-database.ts'],
          setupFiles: ['test/use-database.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'process',
          include: EVERYWHERE.map((folder) => `${folder}/**/*.process.test.ts`),
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
