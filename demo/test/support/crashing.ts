import type { ServedDriver } from '../../src/world/drivers.js';
import { crashAt, type CrashCounter } from '@twinsite/domain/testing';
import type { ArrayDirectory, NodePorts } from '@twinsite/domain';
import { CsiCallError } from '@twinsite/csi-adapter';

export interface CrashPoint {
  /** Counted from 1 over the whole life of the driver. */
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Arrays whose ports end the driver at one call. */
export function dyingArrays(
  arrays: ArrayDirectory,
  point: CrashPoint,
  counter: CrashCounter,
): ArrayDirectory {
  return {
    listed: () => arrays.listed().map((array) => crashAt(array, point, counter)),
    resolve: (hint) => {
      const array = arrays.resolve(hint);
      return array.ok ? { ...array, value: crashAt(array.value, point, counter) } : array;
    },
  };
}

export const dyingPorts = (ports: NodePorts, point: CrashPoint, counter: CrashCounter): NodePorts =>
  crashAt(ports, point, counter);

/**
 * Carries out the steps in order. Where the driver dies (the crash is a defect to the porch: INTERNAL), `revive` gives
 * a fresh one, and the step is repeated. True when it died.
 */
export async function surviveCrash(
  steps: readonly ((driver: ServedDriver) => Promise<unknown>)[],
  dying: ServedDriver,
  revive: () => Promise<ServedDriver>,
): Promise<boolean> {
  let driver = dying;
  let died = false;
  for (const step of steps) {
    try {
      await step(driver);
    } catch (error) {
      if (died || !(error instanceof CsiCallError) || error.status !== 'INTERNAL') throw error;
      died = true;
      await driver.stop();
      driver = await revive();
      await step(driver);
    }
  }
  await driver.stop();
  return died;
}
