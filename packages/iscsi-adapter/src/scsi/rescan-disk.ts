import {
  failed,
  ok,
  wwidOf,
  type Bytes,
  type CancelSignal,
  type Problem,
  type Result,
  type ScsiPath,
} from '@twinsite/domain';
import { poll } from '@twinsite/linux-host';
import { readDisk, type DiskFacts, type ScsiHost } from './disk-facts.js';
import { scsiDevice } from './find-lun.js';

const PAUSE_MS = 1000;

/**
 * Has the kernel read capacity and identity again until the disk is large enough: a gateway may show an expansion some
 * time after the array has answered it (hazard H10).
 */
export async function rescanDisk(
  host: ScsiHost,
  path: ScsiPath,
  { size, timeoutMs }: { readonly size: Bytes; readonly timeoutMs: number },
  signal: CancelSignal,
): Promise<Result<ScsiPath, Problem>> {
  let last: DiskFacts | undefined;
  const pace = { clock: host.clock, timeoutMs, firstMs: PAUSE_MS, maxMs: PAUSE_MS };
  const found = await poll(pace, signal, async (): Promise<Result<ScsiPath, Problem> | undefined> => {
    const asked = await host.files.writeAttribute(`${scsiDevice(path.hctl)}/rescan`, '1', signal);
    if (!asked.ok) return asked;
    const facts = await readDisk(host, path.device, signal);
    if (!facts.ok) return facts;
    last = facts.value;
    return last === undefined ? failed(gone(path)) : judge(path, last, size);
  });
  return found ?? failed(lagging(path, last, size));
}

function judge(path: ScsiPath, facts: DiskFacts, size: Bytes): Result<ScsiPath, Problem> | undefined {
  const { naa, size: seen, state } = facts;
  if (naa !== undefined && naa !== path.naa) {
    const [expected, found] = [`naa.${path.naa}`, `naa.${naa}`];
    return failed({ kind: 'wrong-device', device: path.device, expected, found });
  }
  const hasGrown = naa === path.naa && state === 'running' && seen !== undefined && seen >= size;
  return hasGrown ? ok({ ...path, size: seen, state }) : undefined;
}

const gone = ({ naa, device }: ScsiPath): Problem => ({
  kind: 'map-not-ready',
  wwid: wwidOf(naa),
  detail: `its path ${device} has gone meanwhile; repeat the call`,
});

function lagging({ naa, device }: ScsiPath, last: DiskFacts | undefined, size: Bytes): Problem {
  const seen = `${last?.size?.toString() ?? 'an unknown number of'} bytes, state ${last?.state ?? 'unknown'}`;
  const detail = `its path ${device} does not show ${size.toString()} bytes yet (${seen}); the map is left as it is`;
  return { kind: 'map-not-ready', wwid: wwidOf(naa), detail };
}
