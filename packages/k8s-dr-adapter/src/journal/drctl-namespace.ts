import {
  DRCTL_NAMESPACE,
  failed,
  ok,
  type CancelSignal,
  type ClusterObjects,
  type Problem,
  type Result,
} from '@twinsite/domain';

/** Makes it where it is missing. */
export async function ensureDrctlNamespace(
  objects: Pick<ClusterObjects, 'kinds' | 'apply'>,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const kinds = await objects.kinds(signal);
  if (!kinds.ok) return kinds;
  const kind = kinds.value.find((one) => one.group === '' && one.kind === 'Namespace');
  if (kind === undefined)
    return failed({ kind: 'kind-unserved', object: `Namespace ${DRCTL_NAMESPACE}`, apiVersion: 'v1' });
  const wanted = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: DRCTL_NAMESPACE } };
  const made = await objects.apply(kind, wanted, { manager: 'drctl', force: true, dryRun: false }, signal);
  return made.ok ? ok(undefined) : made;
}
