/** Annotations and labels that drctl writes; all begin so. */
export const DR_PREFIX = 'dr.xsky.io/';

/** Label: the protected group that an object was made for. */
export const GROUP_LABEL = `${DR_PREFIX}group`;
/** Annotation: the reclaim policy that the volume had before Retain. */
export const ORIGINAL_RECLAIM_POLICY = `${DR_PREFIX}original-reclaim-policy`;
/** Annotation: the deletion policy that the snapshot had before Retain. */
export const ORIGINAL_DELETION_POLICY = `${DR_PREFIX}original-deletion-policy`;
/** Annotation of Kubernetes: without it a deleter leaves the volume alone. */
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
/** Annotation: what `PROVISIONED_BY` was on the source. */
export const ORIGINAL_PROVISIONED_BY = `${DR_PREFIX}original-provisioned-by`;
/** Annotation of a claim whose expansion was under way: the size that it asks for. */
export const REQUESTED_STORAGE = `${DR_PREFIX}requested-storage`;
/** Annotation of a workload that stands still: the replicas it runs with. */
export const WANTED_REPLICAS = `${DR_PREFIX}replicas`;
/** The same for Jobs and CronJobs: whether it is suspended when it runs. */
export const WANTED_SUSPEND = `${DR_PREFIX}suspend`;
/** Of a pod that stands still (spec.schedulingGates), and the node label that a DaemonSet that stands still waits for. */
export const STANDBY_GATE = `${DR_PREFIX}standby`;
