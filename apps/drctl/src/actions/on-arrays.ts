import type { ExitCode } from '../exit-codes.js';
import type { OpenArrays, Workbench } from '../workbench.js';
import type { GroupSession } from './session.js';
import { stopForConfig } from './stop.js';

/** Opens the arrays of the configuration for `work`; without one there is nobody to ask who owns what. */
export async function onArrays(
  bench: Workbench,
  { config, signal }: GroupSession,
  work: (arrays: OpenArrays) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (config.arrays.length === 0) {
    const remedy = 'list the arrays that hold the group’s volumes: who may write them is kept there';
    return stopForConfig(bench.terminal, [{ where: 'arrays', remedy }]);
  }
  const arrays = await bench.openArrays(config);
  try {
    return await work(arrays);
  } finally {
    // Closing waits for calls under way (a login is shared, so no deadline ends it): not after our time is over.
    if (!signal.aborted) await arrays.close();
  }
}
