import { join } from 'node:path';
import { LAB_ADDRESS } from '@twinsite/lab';
import { SERVICE_RANGE } from './certificates.js';

/** Where etcd and the API server listen. */
export interface Listening {
  /** Of the API server. */
  readonly address: string;
  readonly port: number;
  readonly etcd: string;
  readonly peer: string;
}

/** The one cluster of a lab. */
export const IN_THE_LAB: Listening = {
  address: LAB_ADDRESS,
  port: 6443,
  etcd: 'http://127.0.0.1:2379',
  peer: 'http://127.0.0.1:2380',
};

/** Flags of a map, in its order. */
const flags = (values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).map(([name, value]) => `--${name}=${value}`);

/** Nothing of the cluster outlives the run, so etcd need not wait for the disk. */
export function etcdFlags(directory: string, { etcd, peer } = IN_THE_LAB): string[] {
  return flags({
    name: 'e2e',
    'data-dir': join(directory, 'etcd'),
    'listen-client-urls': etcd,
    'advertise-client-urls': etcd,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `e2e=${peer}`,
    'unsafe-no-fsync': 'true',
  });
}

export function apiServerFlags(directory: string, { address, port, etcd } = IN_THE_LAB): string[] {
  const file = (name: string): string => join(directory, name);
  return flags({
    'etcd-servers': etcd,
    'bind-address': address,
    'advertise-address': address,
    'secure-port': String(port),
    'tls-cert-file': file('api.crt'),
    'tls-private-key-file': file('api.key'),
    'client-ca-file': file('ca.crt'),
    'token-auth-file': file('tokens.csv'),
    'authorization-mode': 'Node,RBAC',
    // For the driver's pod on each node.
    'allow-privileged': 'true',
    'enable-admission-plugins': 'NodeRestriction',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': file('sa.pub'),
    'service-account-signing-key-file': file('sa.key'),
    'service-cluster-ip-range': SERVICE_RANGE,
    'kubelet-client-certificate': file('kubelet-client.crt'),
    'kubelet-client-key': file('kubelet-client.key'),
    'kubelet-preferred-address-types': 'InternalIP',
  });
}

const asClient = (config: string, port: number | undefined): Record<string, string> => ({
  kubeconfig: config,
  'authentication-kubeconfig': config,
  'authorization-kubeconfig': config,
  'bind-address': '127.0.0.1',
  'leader-elect': 'false',
  ...(port === undefined ? {} : { 'secure-port': String(port) }),
});

/** What the API server writes down of every call, once it is answered: one line of JSON, without bodies. */
export function auditFlags(policy: string, log: string): string[] {
  return flags({ 'audit-policy-file': policy, 'audit-log-path': log });
}

/** `port`: where it tells its health; its own default unless given. */
export function controllerManagerFlags(directory: string, config: string, port?: number): string[] {
  return flags({
    ...asClient(config, port),
    'service-account-private-key-file': join(directory, 'sa.key'),
    'root-ca-file': join(directory, 'ca.crt'),
    'use-service-account-credentials': 'true',
    // Sooner than the default 50 s, so that a node that stands still is noticed in time for a story.
    'node-monitor-grace-period': '20s',
    'node-monitor-period': '2s',
  });
}

export const schedulerFlags = (config: string, port?: number): string[] => flags(asClient(config, port));
