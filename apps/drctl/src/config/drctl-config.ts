import type { Hook, ProtectedGroup, SuspendRule } from '@twinsite/domain';
import type { ListedArray } from '@twinsite/xms-adapter';

/** `drctl.yaml`, checked; paths are absolute. */
export interface DrctlConfig {
  readonly arrays: readonly ListedArray[];
  readonly clusters: readonly ClusterSettings[];
  readonly groups: readonly GroupSettings[];
  readonly store: StoreSettings | undefined;
  readonly keys: KeySettings;
  /** Directory of the journals. */
  readonly state: string;
}

export interface ClusterSettings {
  /** As in the chart's `clusterId`. */
  readonly id: string;
  readonly kubeconfig: string;
  /** Undefined: the file's current one. */
  readonly context: string | undefined;
  readonly site: 'a' | 'b';
  /** Where the drivers are installed, and their ConfigMaps of volumes are. */
  readonly driverNamespaces: readonly string[];
}

export interface GroupSettings extends ProtectedGroup {
  /** Names on the other cluster. */
  readonly namespaceMapping: ReadonlyMap<string, string>;
  readonly storageClassMapping: ReadonlyMap<string, string>;
  readonly suspendRules: readonly SuspendRule[];
  /** Run in moves, in this order. */
  readonly hooks: readonly Hook[];
}

export type StoreSettings =
  | { readonly kind: 'directory' | 'tar'; readonly path: string }
  | {
      readonly kind: 's3';
      readonly endpoint: string;
      readonly region: string;
      readonly bucket: string;
      readonly prefix: string;
      /** Files that hold one line each. */
      readonly accessKeyIdFile: string;
      readonly secretAccessKeyFile: string;
    };

export interface KeySettings {
  /** age1... */
  readonly recipients: readonly string[];
  /** File of age identities. */
  readonly identity: string | undefined;
  /** PEM file of an Ed25519 private key. */
  readonly signing: string | undefined;
  /** PEM files of Ed25519 public keys. */
  readonly trusted: readonly string[];
}
