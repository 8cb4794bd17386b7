import { hostname } from 'node:os';
import { FieldReader, parseSiteMap, siteMapOf, type ConfigProblems, type SiteMap } from '@twinsite/domain';
import { readGuesses, type ArrayGuesses } from '@twinsite/xms-adapter';
import type { CommandLine } from './command-line.js';

/** The guesses hold for arrays that are known from AccessPaths. */
export interface KubernetesSettings extends ArrayGuesses {
  /** Of every object that the driver itself keeps; undefined: that of its service account. */
  readonly namespace: string | undefined;
  /** File to reach the API server by; undefined: the service account of the pod. */
  readonly kubeconfig: string | undefined;
  /** Whose Secrets AccessPaths of every namespace may name, beside that of the driver. */
  readonly secretNamespaces: readonly string[];
  /** Where the hosts of arrays stand that are known from AccessPaths. */
  readonly sites: SiteMap;
  /** Tells this process from others, in the Lease and in events. */
  readonly podName: string;
}

export interface ClusterPart {
  /** Names this cluster to the others of the array; undefined without Kubernetes. */
  readonly clusterId: string | undefined;
  /** Undefined: the driver runs without an API server. */
  readonly kubernetes: KubernetesSettings | undefined;
}

/** It is written into descriptions on the array and into objects of the cluster, and typed by people. */
const CLUSTER_ID = /^[a-z0-9]([-.a-z0-9]{0,61}[a-z0-9])?$/;
const CLUSTER_ID_FORM =
  '1 to 63 lower-case letters, digits, - and ., with a letter or digit at both ends, another one for each cluster';

const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export function readCluster(line: CommandLine, file: FieldReader, problems: ConfigProblems): ClusterPart {
  const fields = new FieldReader(file.any('kubernetes'), file.path('kubernetes'), problems);
  const enabled = fields.flag('enabled', false);
  const kubernetes = readSettings(line, fields, problems);
  fields.rejectUnknown();
  const clusterId = readClusterId(line, file, problems);
  if (enabled && clusterId === undefined) {
    problems.add(file.path('clusterId'), undefined, `is required with kubernetes: give ${CLUSTER_ID_FORM}`);
  }
  return { clusterId, kubernetes: enabled ? kubernetes : undefined };
}

function readSettings(line: CommandLine, fields: FieldReader, problems: ConfigProblems): KubernetesSettings {
  const [namespace, inFile] = [fields.text('namespace'), fields.text('kubeconfig')];
  const sites = parseSiteMap(fields.any('sites') ?? {}, fields.path('sites'));
  if (!sites.ok) problems.add(sites.problem.field, sites.problem.value, sites.problem.remedy);
  return {
    namespace,
    kubeconfig: line.given('kubeconfig')?.value ?? inFile,
    secretNamespaces: readNamespaces(fields, problems),
    sites: sites.ok ? sites.value : siteMapOf(new Map()),
    ...readGuesses(fields, problems),
    podName: line.given('pod-name')?.value ?? hostname(),
  };
}

function readNamespaces(fields: FieldReader, problems: ConfigProblems): readonly string[] {
  const names = fields.texts('secretNamespaces');
  const odd = names.find((name) => !NAMESPACE.test(name));
  if (odd !== undefined)
    problems.add(fields.path('secretNamespaces'), odd, 'is no name of a namespace; name each of them');
  return names;
}

function readClusterId(line: CommandLine, file: FieldReader, problems: ConfigProblems): string | undefined {
  const [given, inFile] = [line.given('cluster-id'), file.text('clusterId')];
  const id = given?.value ?? inFile;
  if (id !== undefined && !CLUSTER_ID.test(id)) {
    problems.add(given?.where ?? file.path('clusterId'), id, `give ${CLUSTER_ID_FORM}`);
  }
  return id;
}
