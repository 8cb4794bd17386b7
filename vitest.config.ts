import { defineConfig } from 'vitest/config';

/** One process over all projects; nx runs them one by one with the same settings. */
export default defineConfig({
  test: {
    // Most tests wait for sockets and timers, so all cores are used, also where vitest would leave one free.
    maxWorkers: '100%',
    projects: [
      'packages/*/vitest.config.ts',
      'apps/*/vitest.config.ts',
      'lab/vitest.config.ts',
      'demo/vitest.config.ts',
      'sanity/vitest.config.ts',
      'e2e/vitest.config.ts',
      'charts/check/vitest.config.ts',
      'tools/vitest.config.ts',
    ],
  },
});
