import type { Report } from '@twinsite/lab';
import type { Kubectl, KubeObject } from '../cluster/kubectl.js';
import { SHOP } from './shop.js';
import type { SiteCluster } from './site-cluster.js';

const OTHER = 'other-team';
const SETTLED_MS = 60_000;

/** What the article's way did to the claims, counted. */
export interface ArticleOutcome {
  /** Volumes that a claim of somebody else has taken. */
  readonly wrongBinding: number;
  /** Claims that were Lost when they came before their volumes. */
  readonly lost: number;
  /** Claims that were given a new, empty volume. */
  readonly reprovisioned: number;
}

/**
 * The article's disaster recovery on the same cluster, as printed: dump, take uid and the whole claimRef out of each volume, Retain,
 * create volumes, create claims, one after the other; and what may be on a cluster meanwhile: a claim of another team, a claim that comes before its
 * volume, a claim whose volume was taken and that is therefore asked for without one.
 */
export async function articleWay(a: SiteCluster, b: SiteCluster, report: Report): Promise<ArticleOutcome> {
  const volumes = (await a.kubectl.list('pv')).filter(({ spec }) => spec?.['storageClassName'] === 'my-sc');
  const claims = (await a.kubectl.list('pvc')).filter(({ spec }) => spec?.['storageClassName'] === 'my-sc');
  const { kubectl } = b;
  await prepare(a.kubectl, kubectl);
  const lost = await claimsFirst(kubectl, claims);
  const wrongBinding = await volumesFirst(kubectl, { volumes, claims });
  const reprovisioned = await withoutVolume(kubectl, claims);
  await sweep(kubectl);
  const outcome = { wrongBinding, lost, reprovisioned };
  const seen = JSON.stringify(outcome);
  report.check(
    'the article’s way loses, mixes up and empties volumes on the same binder',
    Math.min(...Object.values(outcome)) > 0,
    seen,
  );
  return outcome;
}

async function prepare(from: Kubectl, to: Kubectl): Promise<void> {
  for (const kind of ['storageclass my-sc', 'secret test-secret', 'accesspath my-ap']) {
    const object = JSON.parse(await from.run(['get', ...kind.split(' '), '-o', 'json'])) as KubeObject;
    await to.apply(JSON.stringify({ ...bare(object), status: undefined }));
  }
  for (const name of [SHOP, OTHER]) await to.run(['create', 'namespace', name]);
}

/** As the article has it: without uid and versions; everything else stays. */
function bare(object: KubeObject): object {
  const { name, namespace, ...rest } = object.metadata as {
    name: string;
    namespace?: string;
    annotations?: object;
  };
  const { annotations } = rest;
  return { ...object, metadata: { name, ...(namespace === undefined ? {} : { namespace }), annotations } };
}

/** A dumped claim says that it is bound; its volume is not there yet. */
async function claimsFirst(kubectl: Kubectl, claims: readonly KubeObject[]): Promise<number> {
  for (const claim of claims) await kubectl.apply(JSON.stringify(bare(claim)));
  await kubectl.until('the binder has looked at the claims', SETTLED_MS, async () =>
    (await phases(kubectl)).length === claims.length ? true : undefined,
  );
  const lost = (await phases(kubectl)).filter((phase) => phase === 'Lost').length;
  await deleteClaims(kubectl, SHOP);
  return lost;
}

const phases = async (kubectl: Kubectl): Promise<readonly string[]> =>
  (await kubectl.list('pvc'))
    .filter(({ metadata }) => metadata.namespace === SHOP)
    .map(({ status }) => status?.['phase'])
    .filter((phase) => typeof phase === 'string');

/** Volumes that are nobody's, and another team asks for one before ours do. */
async function volumesFirst(
  kubectl: Kubectl,
  { volumes, claims }: { readonly volumes: readonly KubeObject[]; readonly claims: readonly KubeObject[] },
): Promise<number> {
  for (const volume of volumes) {
    const spec = { ...volume.spec, claimRef: undefined, persistentVolumeReclaimPolicy: 'Retain' };
    await kubectl.apply(JSON.stringify({ ...bare(volume), spec }));
  }
  const asked = {
    storageClassName: 'my-sc',
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  };
  const theirs = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'theirs', namespace: OTHER },
    spec: asked,
  };
  await kubectl.apply(JSON.stringify(theirs));
  await kubectl.until('the other team’s claim is bound', SETTLED_MS, async () =>
    (await kubectl.find('pvc', 'theirs', OTHER))?.status?.['phase'] === 'Bound' ? true : undefined,
  );
  for (const claim of claims) await kubectl.apply(JSON.stringify(bare(claim)));
  const taken = (await kubectl.list('pv')).filter(({ spec }) => {
    const holder = spec?.['claimRef'] as { readonly namespace?: string } | undefined;
    return holder?.namespace === OTHER;
  });
  return taken.filter(({ metadata }) => volumes.some((volume) => volume.metadata.name === metadata.name))
    .length;
}

/** Who gives up on the volume that was taken, and asks without naming one. */
async function withoutVolume(kubectl: Kubectl, [claim]: readonly KubeObject[]): Promise<number> {
  if (claim === undefined) return 0;
  const spec = { ...claim.spec, volumeName: undefined };
  const again = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'again', namespace: OTHER },
    spec,
  };
  const before = new Set((await kubectl.list('pv')).filter(isFree).map(({ metadata }) => metadata.name));
  for (const name of before) await kubectl.run(['delete', 'pv', name]);
  await kubectl.apply(JSON.stringify(again));
  const bound = await kubectl.until('the claim is bound', SETTLED_MS * 2, async () => {
    const found = await kubectl.find('pvc', 'again', OTHER);
    return found?.status?.['phase'] === 'Bound' ? String(found.spec?.['volumeName']) : undefined;
  });
  return bound === claim.spec?.['volumeName'] ? 0 : 1;
}

const isFree = ({ spec }: KubeObject): boolean => spec?.['claimRef'] === undefined;

/** The empty volume goes with its claim; what was restored stays on the array, because it is Retain. */
async function sweep(kubectl: Kubectl): Promise<void> {
  await deleteClaims(kubectl, OTHER);
  await deleteClaims(kubectl, SHOP);
  await kubectl.until('only kept volumes are left', SETTLED_MS * 2, async () => {
    const left = (await kubectl.list('pv')).filter(
      ({ spec }) => spec?.['persistentVolumeReclaimPolicy'] === 'Delete',
    );
    return left.length === 0 ? true : undefined;
  });
  const limits = { deadlineMs: 120_000 };
  await kubectl.run(['delete', 'pv', '--all', '--timeout=60s'], limits);
  await kubectl.run(['delete', 'namespace', SHOP, OTHER, '--timeout=100s'], limits);
  await kubectl.run(
    ['delete', 'storageclass/my-sc', 'secret/test-secret', 'accesspath/my-ap', '--timeout=100s'],
    limits,
  );
}

async function deleteClaims(kubectl: Kubectl, namespace: string): Promise<void> {
  await kubectl.run(['delete', 'pvc', '--all', '-n', namespace, '--timeout=60s'], { deadlineMs: 90_000 });
}
