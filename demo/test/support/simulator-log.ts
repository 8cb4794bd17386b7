import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { expect } from 'vitest';

export const LOGIN = 'POST /auth/tokens:login';
export const CREATE = 'POST /block-volumes/';

/** How many requests of this operation the managers have seen. */
export const seen = (simulator: RunningSimulator, operation: string): number =>
  simulator.requestLog().filter((entry) => entry.operation === operation).length;

/** Waits until the managers have seen so many requests of this operation. */
export async function untilSeen(simulator: RunningSimulator, operation: string, count = 1): Promise<void> {
  await expect
    .poll(() => seen(simulator, operation), { timeout: 5000, interval: 2 })
    .toBeGreaterThanOrEqual(count);
}

export const volumeNames = ({ state }: RunningSimulator): readonly string[] =>
  state.volumes.all().map(({ name }) => name);

/** `volume -> client group` of every mapping on the array. */
export function mappings({ state }: RunningSimulator): readonly string[] {
  return state.luns.all().map(({ volumeId, mappingGroupId }) => {
    const group = state.mappingGroups.get(mappingGroupId);
    const client = state.clientGroups.get(group?.clientGroupId ?? 0)?.name ?? 'nobody';
    return `${state.volumes.get(volumeId)?.name ?? 'no volume'} -> ${client}`;
  });
}
