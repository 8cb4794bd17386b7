import type { NodeName } from '../world/kube-nodes.js';
import { measured, type Stage } from './stage.js';

const READY_MS = 150_000;
const GONE_MS = 150_000;
const EXEC_MS = 60_000;

/** A claim in a pod: a directory, or with `device` a block device. */
export interface Use {
  readonly claim: string;
  readonly at: string;
  readonly device?: boolean;
}

export interface PodOrder {
  readonly name: string;
  readonly uses: readonly Use[];
  /** Default: the web server. */
  readonly command?: readonly string[];
  /** Where it must run; anywhere by default. */
  readonly node?: NodeName;
}

/** A pod with claims, as JSON, which is YAML too. */
export function podManifest({ name, uses, command, node }: PodOrder): string {
  const volumes = uses.map(({ claim }) => ({ name: claim, persistentVolumeClaim: { claimName: claim } }));
  const mounts = uses.filter(({ device }) => device !== true);
  const devices = uses.filter(({ device }) => device === true);
  const container = {
    name: 'main',
    image: 'nginx',
    imagePullPolicy: 'Never',
    ...(command === undefined ? {} : { command }),
    volumeMounts: mounts.map(({ claim, at }) => ({ name: claim, mountPath: at })),
    volumeDevices: devices.map(({ claim, at }) => ({ name: claim, devicePath: at })),
  };
  const place = node === undefined ? {} : { nodeSelector: { 'kubernetes.io/hostname': node } };
  const spec = { ...place, terminationGracePeriodSeconds: 1, containers: [container], volumes };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
}

/** Applies the pod and waits until it is Ready; how long that took, in milliseconds. */
export function startPod(stage: Stage, order: PodOrder): Promise<number> {
  return applyPods(stage, [order.name], podManifest(order));
}

/** Applies a manifest with these pods and waits until all are Ready; milliseconds. */
export function applyPods({ kubectl }: Stage, names: readonly string[], text: string): Promise<number> {
  return measured(async () => {
    await kubectl.apply(text);
    const pods = names.map((name) => `pod/${name}`);
    const wait = ['wait', '--for=condition=Ready', ...pods, `--timeout=${READY_MS / 1000}s`];
    await kubectl.run(wait, { deadlineMs: READY_MS + 10_000 });
  });
}

/** Deletes pods and waits until Kubernetes has detached every volume that no other pod uses; milliseconds. */
export function endPods({ kubectl }: Stage, names: readonly string[], attached = 0): Promise<number> {
  return measured(async () => {
    const timeout = `--timeout=${GONE_MS / 1000}s`;
    await kubectl.run(['delete', 'pod', ...names, timeout], { deadlineMs: GONE_MS + 10_000 });
    await kubectl.until('the VolumeAttachments are gone', GONE_MS, async () =>
      (await kubectl.list('volumeattachment')).length <= attached ? true : undefined,
    );
  });
}

/** Runs a shell script in the pod's container; rejects when it fails. */
export function inPod({ kubectl }: Stage, pod: string, script: string): Promise<string> {
  return kubectl.run(['exec', pod, '--', 'sh', '-c', script], { deadlineMs: EXEC_MS });
}

/** Node and restarts of a pod. */
export async function podState(
  { kubectl }: Stage,
  name: string,
): Promise<{ readonly node: NodeName; readonly uid: string; readonly restarts: number }> {
  const pod = await kubectl.find('pod', name);
  if (pod === undefined) throw new Error(`no pod ${name}`);
  const statuses = (pod.status?.['containerStatuses'] ?? []) as readonly { readonly restartCount: number }[];
  const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  return { node: pod.spec?.['nodeName'] as NodeName, uid: pod.metadata.uid, restarts };
}
