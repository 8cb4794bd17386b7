export { canonicalJson } from './objects/canonical-json.js';
export type { ClusterObject, ClusterObjectMeta, OwnerReference } from './objects/cluster-object.js';
export { apiVersionOfKind, groupOf, type ObjectKind } from './objects/object-kind.js';
export { parseQuantity } from './objects/quantity.js';
export { formatRef, refOf, type ObjectRef } from './objects/object-ref.js';
export type { AboutCluster, AccessAnswer, AccessQuestion, ClusterFacts } from './ports/cluster-facts.port.js';
export type {
  ApplyOptions,
  ClusterObjects,
  ObjectList,
  ObjectPlace,
  ObjectSelection,
} from './ports/cluster-objects.port.js';
export type { ClusterWatch, ClusterChange } from './ports/cluster-watch.port.js';
export type { ProtectedGroup } from './set/group.js';
export { LAYERS, type Layer } from './set/layer.js';
export type { Edge, Gap, RecoveryObject, RecoverySet } from './set/recovery-set.js';
export { adaptObject, type Adaptation } from './transplant/adapt-object.js';
export { cleanObject } from './transplant/clean-object.js';
export * from './transplant/dr-names.js';
export { CSI_SECRET_REFS, type NameMapping } from './transplant/map-names.js';
export { isWorkload } from './transplant/stand-still.js';
export { closeOver, type ClosureOrder, type ObjectLookup } from './closure/close-over.js';
export { parseLabelSelector } from './closure/label-matcher.js';
export { layerOf } from './closure/layer-of.js';
export { neverCopied } from './closure/never-copied.js';
export { readRecoverySet, type ReadOrder, type ReadSet } from './closure/read-recovery-set.js';
export { protectGroup, type Kept } from './protect/protect-group.js';
export { releaseGroup } from './protect/release-group.js';
export { unprotectGroup } from './protect/unprotect-group.js';
export type { RecoveryProblem } from './recovery-problems.js';
export { compareObjects, type Difference } from './compare/compare-objects.js';
export { DRCTL_MANAGER } from './compare/owned-fields.js';
export type { SuspendRule } from './transplant/suspend-rule.js';
export { brokenAt, chained, type JournalEntry, type JournalRecord } from './journal/journal-record.js';
export type { OperationJournal } from './journal/operation-journal.port.js';
export {
  groupNamespaces,
  wantedObjects,
  type ConflictPolicy,
  type RestoreOrder,
} from './restore/restore-order.js';
export { planRestore, type RestorePlan } from './restore/plan-restore.js';
export {
  readPlan,
  restoreGroup,
  runPlan,
  type RestoreLimits,
  type RestoreReport,
} from './restore/restore-group.js';
export type { RestoreEvent, RestorePorts, RestoreProgress } from './restore/restore-ports.js';
export { isWrite, type Action, type Step } from './restore/step.js';
export { verifyClaim, type ClaimSides, type ClaimState } from './restore/verify-claim.js';
export * from './bundles/bundle-files.js';
export type { BundleSeal, BundleSignature } from './bundles/bundle-keys.port.js';
export type { BundlePlace, BundleStore } from './bundles/bundle-store.port.js';
export { checkBundle } from './bundles/check-bundle.js';
export { credentialWays, isCredential } from './bundles/credentials.js';
export { formatManifest, parseManifest, type BundleManifest } from './bundles/manifest.js';
export { packSet, type PackedSet } from './bundles/pack-bundle.js';
export { splitCredentials } from './bundles/split-credentials.js';
export { verifyBundle, type OpenBundle, type VerifyKeys, type VerifyRules } from './bundles/verify-bundle.js';
export { writeBundle, type WriteOrder, type WritePorts } from './bundles/write-bundle.js';
export { sourceAtRest } from './restore/source-at-rest.js';
export { syncGroup, type SyncReport } from './sync/sync-group.js';
export { dryRun, type DryRun } from './restore/dry-run.js';
export { drift, stepRecords, type StepRecord } from './restore/plan-record.js';
export type { ArrayReading, ClusterReading, DoctorFacts } from './doctor/doctor-facts.js';
export type { DoctorFinding } from './doctor/doctor-finding.js';
export { examine } from './doctor/examine.js';
export { readCluster, type ExaminedCluster } from './doctor/read-facts.js';
export { rightsNeeded } from './doctor/rights-needed.js';
export * from './compare/changed-since.js';
