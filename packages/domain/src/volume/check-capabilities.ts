import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';
import type { AccessMode, VolumeCapability } from './capability.js';
import { parseFsType } from './fs-type.js';

const SUPPORTED: readonly AccessMode[] = ['single-node-writer'];

/** Whether this driver can serve every one of the capabilities; the first it cannot is the problem. */
export function checkCapabilities(
  capabilities: readonly VolumeCapability[],
  field: string,
): Result<void, GeneralProblem> {
  for (const [index, capability] of capabilities.entries()) {
    const checked = checkCapability(capability, `${field}[${index}]`);
    if (!checked.ok) return checked;
  }
  return ok(undefined);
}

export function checkCapability(capability: VolumeCapability, field: string): Result<void, GeneralProblem> {
  if (!SUPPORTED.includes(capability.mode)) {
    return failed({
      kind: 'invalid-request',
      field: `${field}.access_mode`,
      value: capability.mode,
      remedy: `an iSCSI volume is used by one node at a time: ${SUPPORTED.join(', ')} (ReadWriteOnce); for many writers use the NFS driver com.nfs.csi.xsky`,
    });
  }
  if (capability.use.kind === 'block') return ok(undefined);
  const fsType = parseFsType(capability.use.fsType, `${field}.mount.fs_type`);
  return fsType.ok ? ok(undefined) : fsType;
}
