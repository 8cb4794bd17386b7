import type { ProblemTexts } from '../shared/problem-texts.js';
import type { HookProblem } from './hook-problems.js';

export const hookTexts: ProblemTexts<HookProblem['kind']> = {
  'hook-failed': ({ hook, when, detail }) =>
    `hook ${hook} (${when}) failed: ${detail}; mend what it needs, or give it onError: continue in drctl.yaml, and repeat`,
};
