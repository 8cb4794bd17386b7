import { CsiCallError, VolumeCapability_AccessMode_Mode, type CsiClient } from '@twinsite/csi-adapter';

export const MIB = 1024n * 1024n;
export const SIZE = 64n * MIB;
export const CLASS = { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' };
export const STAGING = '/var/lib/kubelet/plugins/staging';
export const TARGET = '/var/lib/kubelet/pods/1/mount';

export const capability = {
  accessType: { case: 'mount' as const, value: { fsType: 'ext4' } },
  accessMode: { mode: VolumeCapability_AccessMode_Mode.SINGLE_NODE_WRITER },
};

type CreateRequest = Exclude<Parameters<CsiClient['controller']['createVolume']>[0], { $typeName: string }>;

export const createRequest = (name: string, change: CreateRequest = {}): CreateRequest => ({
  name,
  capacityRange: { requiredBytes: SIZE },
  volumeCapabilities: [capability],
  parameters: CLASS,
  ...change,
});

/** The error of a call that must not succeed. */
export async function refusal(call: Promise<unknown>): Promise<CsiCallError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CsiCallError) return error;
    throw error;
  }
  throw new Error('the call succeeded, though it must not');
}

const RETRY_MS = 20;
const PATIENCE_MS = 8000;

/** Repeats a call as sidecars and kubelets do, until it succeeds; the last error when that takes too long. */
export async function retried<T>(call: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CsiCallError) || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
