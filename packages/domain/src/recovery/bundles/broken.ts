import type { Problem } from '../../shared/problem.js';

export const broken = (file: string, found: string): Problem => ({ kind: 'bundle-broken', file, found });
