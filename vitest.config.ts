import { defineConfig } from 'vitest/config';

/** One process over all projects; nx runs them one by one with the same settings. */
export default defineConfig({
  test: {
    projects: [
      'packages/*/vitest.config.ts',
      'apps/*/vitest.config.ts',
      'lab/vitest.config.ts',
      'demo/vitest.config.ts',
      'tools/vitest.config.ts',
    ],
  },
});
