import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PAUSE_IMAGE } from '../image/images.js';

/** Where the node sees the directory that {@link writeNodeFiles} fills. */
export const AT = '/run/kubernetes';

/** Block YAML: a KubeletConfiguration that begins with `{` is read as JSON, and these are no quoted keys. */
const KUBELET = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous:
    enabled: false
  webhook:
    enabled: false
  x509:
    clientCAFile: ${AT}/ca.crt
authorization:
  mode: AlwaysAllow
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failSwapOn: false
makeIPTablesUtilChains: false
resolvConf: ""
volumePluginDir: /var/lib/kubelet/volume-plugins
nodeStatusUpdateFrequency: 4s
syncFrequency: 15s
nodeLeaseDurationSeconds: 20
imageGCHighThresholdPercent: 100
evictionHard:
  memory.available: 10Mi
  nodefs.available: 1%
  imagefs.available: 1%
`;

/** The root file system is read-only, so what wants to live in /opt stays off. */
const CONTAINERD = `version = 2
disabled_plugins = ["io.containerd.internal.v1.opt"]
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
`;

/** Pods reach the API server and the storage managers as their node. */
const cni = (podRange: string) => ({
  cniVersion: '0.4.0',
  name: 'e2e',
  plugins: [
    {
      type: 'bridge',
      bridge: 'pods',
      isGateway: true,
      ipMasq: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: podRange }]], routes: [{ dst: '0.0.0.0/0' }] },
    },
  ],
});

export interface NodeFiles {
  /** Text of the kubelet's kubeconfig. */
  readonly kubeconfig: string;
  /** Certificate in PEM of whoever may ask the kubelet. */
  readonly ca: string;
  /** Addresses of the pods on this node. */
  readonly podRange: string;
}

/** Everything the node reads, in one directory that it mounts read-only. */
export async function writeNodeFiles(
  directory: string,
  { kubeconfig, ca, podRange }: NodeFiles,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const files = {
    'kubelet.yaml': KUBELET,
    'kubelet.kubeconfig': kubeconfig,
    'ca.crt': ca,
    'containerd.toml': CONTAINERD,
    'cni.conflist': JSON.stringify(cni(podRange)),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
}
