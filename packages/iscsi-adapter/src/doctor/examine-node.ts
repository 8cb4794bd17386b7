import { describeProblem, type CancelSignal, type SessionTimers } from '@twinsite/domain';
import {
  checkTools,
  lacking,
  runExpectingZero,
  stdoutText,
  type Finding,
  type LinuxHost,
} from '@twinsite/linux-host';
import type { IscsiPorts } from '../iscsi-host.js';
import type { MultipathDevice } from '../multipath/multipath-config.js';
import { checkMultipath } from './check-multipath.js';
import { checkClock, checkDaemons, checkInitiator, checkModules, checkTimers } from './host-checks.js';
import { parseMultipathConfig } from './parse-multipath-config.js';
import { TOOLS } from './tools.js';

export interface Expectations {
  readonly device: MultipathDevice;
  readonly timers: SessionTimers & { readonly gatewayFenceMs: number };
}

const SHOW_MS = 10_000;

/** Looks at everything a volume on this node needs, and changes nothing. */
export async function examineNode(
  host: LinuxHost & IscsiPorts,
  { device, timers }: Expectations,
  signal: CancelSignal,
): Promise<readonly Finding[]> {
  return [
    ...(await checkTools(host.runner, TOOLS, signal)),
    ...(await checkDaemons(host.services, signal)),
    await checkInitiator(host.sessions, signal),
    ...(await checkModules(host.files, signal)),
    ...(await examineMultipath(host, { device, timers }, signal)),
    checkTimers(timers),
    checkClock(host.clock.now()),
  ];
}

/** Asked of multipathd, not read from the file: what counts is what it has understood. */
async function examineMultipath(
  { runner }: LinuxHost,
  { device, timers }: Expectations,
  signal: CancelSignal,
): Promise<readonly Finding[]> {
  const args = ['show', 'config', 'local'];
  const shown = await runExpectingZero(runner, { tool: 'multipathd', args, deadlineMs: SHOW_MS }, signal);
  if (shown.ok) return checkMultipath(parseMultipathConfig(stdoutText(shown.value)), device, timers);
  return [
    lacking(
      'problem',
      'multipath.conf',
      describeProblem(shown.problem),
      'start multipathd: it tells its own configuration',
    ),
  ];
}
