import { ok, type InvalidRequest, type Result } from '@twinsite/domain';
import { ManagerLinks } from '../client/manager-links.js';
import { systemClock } from '../client/system-clock.js';
import { defaultTimings } from '../client/timings.js';
import type { ArrayDirectoryConfig } from './array-config.js';
import { XmsArrayDirectory } from './xms-array-directory.js';

/** Reads nothing and connects to nothing yet. */
export function createArrayDirectory(
  config: ArrayDirectoryConfig,
): Result<XmsArrayDirectory, InvalidRequest> {
  const timings = { ...defaultTimings, ...config.timings };
  const clock = config.clock ?? systemClock;
  const links = new ManagerLinks(timings, () => clock.now());
  const onCall = config.onCall ?? (() => undefined);
  const directory = new XmsArrayDirectory({ links, timings, clock, onCall });
  const listed = directory.replace(config);
  return listed.ok ? ok(directory) : listed;
}
