import { measured, type Stage } from './stage.js';

const BOUND_MS = 90_000;
const GONE_MS = 120_000;

export interface ClaimOrder {
  readonly name: string;
  readonly mode?: 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany';
  readonly raw?: boolean;
  /** Default: the article's. */
  readonly storageClass?: string;
  /** As Kubernetes writes it. */
  readonly size?: string;
  readonly from?: { readonly kind: 'VolumeSnapshot' | 'PersistentVolumeClaim'; readonly name: string };
}

/** A claim of the article's class, as JSON. */
export function claimManifest({ name, mode, raw, size, from, storageClass }: ClaimOrder): string {
  const snapshot = from?.kind === 'VolumeSnapshot' ? { apiGroup: 'snapshot.storage.k8s.io' } : {};
  const spec = {
    storageClassName: storageClass ?? 'my-sc',
    volumeMode: raw === true ? 'Block' : 'Filesystem',
    accessModes: [mode ?? 'ReadWriteOnce'],
    resources: { requests: { storage: size ?? '20Gi' } },
    ...(from === undefined ? {} : { dataSource: { ...snapshot, ...from } }),
  };
  const kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
  return JSON.stringify({ ...kind, metadata: { name }, spec });
}

/** Applies claims and waits until each is Bound; milliseconds. */
export function bindClaims(stage: Stage, orders: readonly ClaimOrder[]): Promise<number> {
  return measured(async () => {
    await stage.kubectl.apply(listOf(orders.map(claimManifest)));
    await untilBound(
      stage,
      orders.map(({ name }) => name),
    );
  });
}

export async function untilBound({ kubectl }: Stage, names: readonly string[], ms = BOUND_MS): Promise<void> {
  await kubectl.until(`${names.join(', ')} Bound`, ms, async () => {
    const claims = await kubectl.list('pvc');
    const bound = claims.filter(({ status }) => status?.['phase'] === 'Bound');
    const missing = names.filter((name) => !bound.some(({ metadata }) => metadata.name === name));
    return missing.length === 0 ? true : undefined;
  });
}

/** Name of the PersistentVolume, which is also the array's volume. */
export async function volumeOf({ kubectl }: Stage, claim: string): Promise<string> {
  return String((await kubectl.find('pvc', claim))?.spec?.['volumeName']);
}

/** Deletes claims and waits until their volumes are gone from Kubernetes; milliseconds. */
export function deleteClaims({ kubectl }: Stage, names: readonly string[]): Promise<number> {
  return measured(async () => {
    const timeout = `--timeout=${GONE_MS / 1000}s`;
    await kubectl.run(['delete', 'pvc', ...names, timeout], { deadlineMs: GONE_MS + 10_000 });
    await kubectl.until('the PersistentVolumes are gone', GONE_MS, async () => {
      const volumes = await kubectl.list('pv');
      const claims = volumes.map(({ spec }) => (spec?.['claimRef'] as { readonly name: string }).name);
      return claims.some((claim) => names.includes(claim)) ? undefined : true;
    });
  });
}

export const listOf = (items: readonly string[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: items.map((item) => JSON.parse(item) as unknown) });

/** No PersistentVolume is pinned to a node or a site. */
export async function claimUnpinned({ kubectl, report }: Stage): Promise<void> {
  const volumes = await kubectl.list('pv');
  const seen = volumes.map(({ spec }) => JSON.stringify(spec?.['nodeAffinity'] ?? null));
  const free = volumes.length > 0 && seen.every((affinity) => affinity === 'null');
  report.check('no volume is pinned to a node or a site', free, `nodeAffinity: ${seen.join(', ')}`);
}
