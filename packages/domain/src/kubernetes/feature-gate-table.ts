import { alpha, beta, ga, locked, off, type FeatureGate } from './feature-gate.js';

const API = 'kube-apiserver';
const MANAGER = 'kube-controller-manager';
const SCHEDULER = 'kube-scheduler';
const KUBELET = 'kubelet';

/**
 * The feature gates that this product's volumes touch: first those of the vendor's article, then ours. Versions are minors of
 * Kubernetes 1.x, read in the source of every release from 1.14 to 1.37 (`pkg/features/kube_features.go` of
 * k8s.io/kubernetes and k8s.io/apiserver; components by who asks for the gate there); what is older, in Kubernetes' own
 * documentation of its gates. Where the two differ the source was taken: the documentation lets gates live a release longer.
 */
export const FEATURE_GATES: readonly FeatureGate[] = [
  {
    name: 'BlockVolume',
    gives: 'raw volumes (volumeMode: Block)',
    readBy: [API, MANAGER, KUBELET],
    stages: [alpha(9), beta(13), locked(18)],
    removedIn: 21,
  },
  {
    name: 'CSIBlockVolume',
    gives: 'raw volumes of CSI drivers',
    readBy: [MANAGER, KUBELET],
    stages: [alpha(11), beta(14), locked(18)],
    removedIn: 21,
  },
  {
    name: 'VolumeSnapshotDataSource',
    gives: 'restores: a claim whose dataSource is a VolumeSnapshot',
    readBy: [API],
    stages: [alpha(12), beta(17), locked(20)],
    removedIn: 22,
  },
  {
    name: 'ExpandPersistentVolumes',
    gives: 'expansion: a claim may ask for more',
    readBy: [API, MANAGER, KUBELET],
    stages: [alpha(8), beta(11), ga(24)],
    removedIn: 27,
  },
  {
    name: 'ExpandCSIVolumes',
    gives: 'expansion of volumes of CSI drivers',
    readBy: [API, KUBELET],
    stages: [alpha(14), beta(16), ga(24)],
    removedIn: 27,
  },
  {
    name: 'ExpandInUsePersistentVolumes',
    gives: 'online expansion, while a pod uses the volume',
    readBy: [KUBELET],
    stages: [alpha(11), beta(15), ga(24)],
    removedIn: 27,
  },
  {
    name: 'VolumePVCDataSource',
    gives: 'clones: a claim whose dataSource is another claim',
    readBy: [API],
    stages: [alpha(15), beta(16), locked(18)],
    removedIn: 21,
  },
  {
    name: 'ReadWriteOncePod',
    gives: 'the access mode ReadWriteOncePod',
    readBy: [API, MANAGER, SCHEDULER, KUBELET],
    stages: [alpha(22), beta(27), locked(29)],
    removedIn: 31,
  },
  {
    name: 'NodeOutOfServiceVolumeDetach',
    gives:
      'the taint node.kubernetes.io/out-of-service: volumes of a dead node move at once, not after six minutes',
    readBy: [MANAGER],
    stages: [alpha(24), beta(26), locked(28)],
    removedIn: 32,
  },
  {
    name: 'CustomResourceValidationExpressions',
    gives: 'rules of the AccessPath CRD that are told at kubectl apply',
    readBy: [API],
    stages: [alpha(23), beta(25), locked(29)],
    removedIn: 31,
  },
  {
    name: 'ValidatingAdmissionPolicy',
    gives: 'the policy that lets a node write the NodePaths of that node only',
    readBy: [API],
    stages: [alpha(26), off(beta(28)), locked(30)],
    usedFrom: 30,
    removedIn: 32,
  },
  {
    name: 'ServiceAccountTokenPodNodeInfo',
    gives: 'the node name in a token, which that policy compares',
    readBy: [API],
    stages: [alpha(29), beta(30), locked(32)],
    usedFrom: 30,
  },
  {
    name: 'CSIVolumeFSGroupPolicy',
    gives:
      'fsGroupPolicy of the CSIDriver object; without it the kubelet decides by file system and access mode',
    readBy: [API, KUBELET],
    stages: [alpha(19), beta(20), locked(23)],
    removedIn: 25,
    optional: true,
  },
  {
    name: 'RecoverVolumeExpansionFailure',
    gives: 'taking back an expansion that the pool has no room for',
    readBy: [API, MANAGER, KUBELET],
    stages: [alpha(23), beta(32), locked(34)],
    optional: true,
  },
  {
    name: 'SELinuxMountReadWriteOncePod',
    gives: 'SELinux labels by mount option instead of file by file, on ReadWriteOncePod volumes',
    readBy: [API, MANAGER, KUBELET],
    stages: [alpha(25), off(beta(27)), beta(28), locked(36)],
    optional: true,
  },
  {
    name: 'SELinuxMount',
    gives: 'the same on volumes of every access mode',
    readBy: [API, MANAGER, KUBELET],
    stages: [alpha(30), off(beta(33)), ga(37)],
    optional: true,
  },
];
