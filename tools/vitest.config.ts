import { mergeConfig } from 'vitest/config';
import { shared } from '../vitest.shared.ts';

// These tests run npm, tsc, eslint and node; each child has a deadline of its own.
export default mergeConfig(shared, { test: { name: 'tools', testTimeout: 120_000 } });
