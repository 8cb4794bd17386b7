import { onTestFinished } from 'vitest';
import {
  type RunningSimulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../src/simulator/index.js';
import { Api } from './api.js';

/** A simulator that ends with the test, and an authenticated caller of its first manager. */
export async function withSimulator(
  options: SimulatorOptions = {},
): Promise<{ sim: RunningSimulator; api: Api }> {
  const sim = await startSimulator(options);
  onTestFinished(() => sim.close());
  return { sim, api: await Api.loggedIn(urlOf(sim, 0)) };
}

export function urlOf(sim: RunningSimulator, index: number): string {
  const manager = sim.managers()[index];
  if (!manager) throw new Error(`the topology has no manager ${index}`);
  return manager.url;
}
