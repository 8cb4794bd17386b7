export type { ApiAccess, TlsIdentity, TokenSource } from './access/api-access.js';
export { inClusterAccess, type PodSurroundings } from './access/in-cluster.js';
export { kubeconfigAccess, type KubeconfigChoice } from './access/kubeconfig.js';
export { ObjectCache, type CacheDeps, type CacheOrder } from './cache/object-cache.js';
export { ApiTransport } from './client/api-transport.js';
export { KubeClient } from './client/kube-client.js';
export type { KubeObject, ObjectMeta } from './client/kube-object.js';
export type { KubeList } from './client/list-pages.js';
export type { ObjectPatch } from './client/object-patch.js';
export type { Selection } from './client/query.js';
export type { ObjectPlace, Resource } from './client/resource.js';
export * as resources from './client/resources.js';
export { defaultTimings as defaultKubeTimings, type KubeTimings } from './client/timings.js';
export type { WatchEvent } from './client/watch.js';
export { EventRecorder, type RecorderDeps } from './events/event-recorder.js';
export type { Reporter } from './events/event-record.js';
export {
  electionTimings,
  type Candidacy,
  type ElectionDeps,
  type ElectionTimings,
} from './leader/election.js';
export { LeaderElection } from './leader/leader-election.js';
export { holdLease, type HeldLease, type LeaseOrder } from './leader/hold-lease.js';
export { KubeHookRunner } from './hooks/kube-hook-runner.js';
export { accessPathCache, KubeAccessPathObjects } from './ports/kube-access-path-objects.js';
export { KubeArraySecrets } from './ports/kube-array-secrets.js';
export { KubeClassSecrets } from './ports/kube-class-secrets.js';
export { KubeFacts, type FactsDeps } from './ports/kube-facts.js';
export { KubeObjects, type ObjectsDeps } from './ports/kube-objects.js';
export { KubeNodeReports } from './ports/kube-node-reports.js';
export { KubePersistentVolumes, persistentVolumeCache } from './ports/kube-persistent-volumes.js';
export { KubeVolumeRecords } from './ports/kube-volume-records.js';
export { ACCESS_PATH_FINALIZER } from './wire/access-path-object.js';
export { ensureDrctlNamespace } from './journal/drctl-namespace.js';
export { goesOnFrom, parseJournal } from './journal/journal-lines.js';
export { adoptJournal } from './journal/adopt-journal.js';
export { JournalCopy, type CopiedJournal } from './journal/journal-copy.js';
export { FileJournal } from './journal/file-journal.js';
export {
  OperationsDirectory,
  type JournalledOperation,
  type Operation,
  type OperationOrder,
} from './journal/operations-directory.js';
export { KubeWatch } from './ports/kube-watch.js';
