import { defineConfig } from 'vitest/config';

/** Settings every project shares: tests read sibling packages from source, nothing is retried. */
export const shared = defineConfig({
  resolve: { conditions: ['@twinsite/source'] },
  ssr: {
    resolve: {
      conditions: ['@twinsite/source', 'node', 'import', 'module', 'default'],
      externalConditions: ['@twinsite/source', 'node'],
    },
  },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: '100%',
    retry: 0,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
