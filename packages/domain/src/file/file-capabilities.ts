import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from '../volume/capability.js';
import { planNfsMountOptions } from './node/nfs-mount-options.js';

/** Whether the file driver can serve every one of the capabilities; the first it cannot is the problem. */
export function checkFileCapabilities(
  capabilities: readonly VolumeCapability[],
  field: string,
): Result<void, GeneralProblem> {
  for (const [index, capability] of capabilities.entries()) {
    const checked = checkFileCapability(capability, `${field}[${index}]`);
    if (!checked.ok) return checked;
  }
  return ok(undefined);
}

/** The file system type is left alone: provisioners write "ext4" into every volume. */
export function checkFileCapability(
  { use, mode }: VolumeCapability,
  field: string,
): Result<void, GeneralProblem> {
  if (use.kind === 'block') {
    const remedy =
      'an NFS volume has no block device: use volumeMode Filesystem, or the driver iscsi.csi.xsky.com';
    return failed({ kind: 'invalid-request', field: `${field}.access_type`, value: 'block', remedy });
  }
  if (mode === 'multi-node-single-writer') {
    const remedy =
      'nobody can tell on an array which of several nodes may write; ask for multi-node-multi-writer';
    return failed({ kind: 'invalid-request', field: `${field}.access_mode`, value: mode, remedy });
  }
  return checkMountFlags(use.mountFlags, `${field}.mount.mount_flags`);
}

/** Whether a claim is attached read-only is only known later; flags that fit neither way are refused now. */
function checkMountFlags(flags: readonly string[], field: string): Result<void, GeneralProblem> {
  const writing = planNfsMountOptions({ flags, readOnly: false, field });
  if (writing.ok || planNfsMountOptions({ flags, readOnly: true, field }).ok) return ok(undefined);
  return writing;
}
