import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';
import type { AccessMode, VolumeCapability } from './capability.js';
import { parseFsType } from './fs-type.js';

const FILESYSTEM_MODES: readonly AccessMode[] = [
  'single-node-writer',
  'single-node-reader',
  'single-node-single-writer',
  'single-node-multi-writer',
  'multi-node-reader',
];
const BLOCK_MODES: readonly AccessMode[] = [...FILESYSTEM_MODES, 'multi-node-multi-writer'];

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
  const { use, mode } = capability;
  const supported = use.kind === 'block' ? BLOCK_MODES : FILESYSTEM_MODES;
  if (!supported.includes(mode)) {
    const remedy = `${reason(mode)}; of an iSCSI volume as ${use.kind} the modes are ${supported.join(', ')}`;
    return failed({ kind: 'invalid-request', field: `${field}.access_mode`, value: mode, remedy });
  }
  if (use.kind === 'block') return ok(undefined);
  const fsType = parseFsType(use.fsType, `${field}.mount.fs_type`);
  return fsType.ok ? ok(undefined) : fsType;
}

const reason = (mode: AccessMode): string =>
  mode === 'multi-node-multi-writer'
    ? 'a file system on a shared disk is destroyed by its second writer: use the NFS driver com.nfs.csi.xsky, or volumeMode Block with an application that shares disks'
    : 'nobody can tell on an array which of several nodes may write';
