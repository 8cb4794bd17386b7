import type { GoProgram } from '@twinsite/lab';

const KUBERNETES = '1.36.3';
const COMPONENT = 'k8s.io/component-base/version';
const [major = '', minor = ''] = KUBERNETES.split('.');

/** What a control plane, a node and its operator run; the kubelet refuses to work without a version of its own. */
const kubernetes: GoProgram = {
  kind: 'kubernetes',
  module: 'k8s.io/kubernetes',
  version: `v${KUBERNETES}`,
  commands: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kubectl'],
  variables: {
    [`${COMPONENT}.gitVersion`]: `v${KUBERNETES}`,
    [`${COMPONENT}.gitMajor`]: major,
    [`${COMPONENT}.gitMinor`]: minor,
  },
};

/** v6.4.0 asks for a version of its library that no module proxy serves. */
const provisioner: GoProgram = {
  kind: 'csi-provisioner',
  module: 'github.com/kubernetes-csi/external-provisioner/v6',
  version: 'v6.3.0',
  commands: ['csi-provisioner'],
  variables: { 'main.version': 'v6.3.0' },
};

const attacher: GoProgram = {
  kind: 'csi-attacher',
  module: 'github.com/kubernetes-csi/external-attacher/v4',
  version: 'v4.13.0',
  commands: ['csi-attacher'],
  variables: { 'main.version': 'v4.13.0' },
};

const resizer: GoProgram = {
  kind: 'csi-resizer',
  module: 'github.com/kubernetes-csi/external-resizer/v2',
  version: 'v2.3.0',
  commands: ['csi-resizer'],
  variables: { 'main.version': 'v2.3.0' },
};

const SNAPSHOTTER = 'v8.7.0';
const snapshotter: GoProgram = {
  kind: 'csi-snapshotter',
  module: 'github.com/kubernetes-csi/external-snapshotter/v8',
  version: SNAPSHOTTER,
  commands: ['csi-snapshotter', 'snapshot-controller'],
  variables: { 'main.version': SNAPSHOTTER },
};

/** The module that carries the CRDs of snapshots in `config/crd`. */
export const SNAPSHOT_CRDS = `github.com/kubernetes-csi/external-snapshotter/client/v8@${SNAPSHOTTER}`;

export const GO_PROGRAMS: readonly GoProgram[] = [kubernetes, provisioner, attacher, resizer, snapshotter];

/** Version of the module that each command comes from. */
export const VERSION_OF: ReadonlyMap<string, string> = new Map(
  GO_PROGRAMS.flatMap(({ commands, version }) => commands.map((command) => [command, version])),
);
