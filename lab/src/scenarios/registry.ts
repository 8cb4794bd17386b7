import type { Scenario } from './scenario.js';
import { selfcheck } from './selfcheck/selfcheck.js';
import { siteLoss } from './site-loss/site-loss.js';

/** Every scenario that `npm run lab -- NAME` knows. */
export const SCENARIOS: readonly Scenario[] = [siteLoss, selfcheck];

export function scenarioNamed(name: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name);
}
