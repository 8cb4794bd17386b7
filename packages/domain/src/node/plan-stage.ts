import type { GeneralProblem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from '../volume/capability.js';
import { checkCapability } from '../volume/check-capabilities.js';
import { parseFsType } from '../volume/fs-type.js';
import { parseMkfsOptions } from '../volume/mkfs-options.js';
import { parsePathPolicy } from '../volume/volume-parameters.js';
import type { Format } from './filesystems.port.js';
import { planMountOptions } from './mount-options.js';
import type { PathPolicy } from './plan-sessions.js';

export interface StagePlan {
  readonly policy: PathPolicy;
  /** Undefined for a raw volume. */
  readonly filesystem: FilesystemWish | undefined;
}

export interface FilesystemWish {
  readonly format: Format;
  readonly mountOptions: readonly string[];
}

/** Everything a stage can be refused for before it touches the host. `context`: CSI volume_context. */
export function planStage(
  capability: VolumeCapability,
  context: Readonly<Record<string, string>>,
  readOnly: boolean,
): Result<StagePlan, GeneralProblem> {
  const capable = checkCapability(capability, 'volume_capability');
  if (!capable.ok) return capable;
  const policy = parsePathPolicy(context);
  if (!policy.ok) return policy;
  const { use } = capability;
  if (use.kind === 'block') return ok({ policy: policy.value, filesystem: undefined });
  const fsType = parseFsType(use.fsType, 'volume_capability.mount.fs_type');
  if (!fsType.ok) return fsType;
  const options = parseMkfsOptions(fsType.value, context['mkfsOptions'] ?? '');
  if (!options.ok) return options;
  const field = 'volume_capability.mount.mount_flags';
  const mountOptions = planMountOptions({ fsType: fsType.value, flags: use.mountFlags, readOnly, field });
  if (!mountOptions.ok) return mountOptions;
  const format = { fsType: fsType.value, options: options.value };
  return ok({ policy: policy.value, filesystem: { format, mountOptions: mountOptions.value } });
}
