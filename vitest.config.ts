import { defineConfig } from 'vitest/config';

const excluded = ['**/node_modules/**', '.vyarna/**'];

/** `unit` needs nothing but Node; `integration` (`*.it.test.ts`) starts real servers, so its files run one after another. */
export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['**/*.test.ts'], exclude: [...excluded, '**/*.it.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['**/*.it.test.ts'],
          exclude: excluded,
          globalSetup: 'tools/dev/src/testing/global-setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
