import { formatPortal, type Problem, type WantedPath } from '@twinsite/domain';
import type { DiskFacts } from './disk-facts.js';

/** Both values, for whoever has to find out which of the two is wrong. */
export function wrongDevice(wanted: WantedPath, facts: DiskFacts, why = ''): Problem {
  return {
    kind: 'wrong-device',
    device: `${facts.device} (LUN ${wanted.lun} at ${formatPortal(wanted.session.portal)})`,
    expected: `${show(wanted.naa, wanted.size)} or more`,
    found: `${show(facts.naa, facts.size)}${why}`,
  };
}

function show(naa: string | undefined, size: bigint | undefined): string {
  const identity = naa === undefined ? 'no NAA identity' : `naa.${naa}`;
  return `${identity}, ${size === undefined ? 'no size' : `${size.toString()} bytes`}`;
}
