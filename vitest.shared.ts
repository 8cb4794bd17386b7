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
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // How long something may take to become true on a busy machine; a wrong answer fails all the same.
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
