import {
  accessPathObjectsContract,
  admissionGateContract,
  arraySecretsContract,
  classSecretsContract,
  clusterFactsContract,
  clusterObjectsContract,
  clusterWatchContract,
  eventSinkContract,
  nodeReportsContract,
  persistentVolumesContract,
  volumeRecordsContract,
  type ContractCase,
} from '@twinsite/domain/testing';
import { accessPathSubject } from './access-path-subject.js';
import {
  admissionGateSubject,
  clusterFactsSubject,
  clusterObjectsSubject,
  clusterWatchSubject,
} from './recovery-subjects.js';
import { kubeClientContract } from './kube-client.contract.js';
import type { KubeWorld } from './kube-world.js';
import { persistentVolumesSubject } from './persistent-volumes-subject.js';
import {
  arraySecretsSubject,
  classSecretsSubject,
  eventSinkSubject,
  nodeReportsSubject,
  volumeRecordsSubject,
} from './plain-subjects.js';
import { watchContract } from './watch.contract.js';

export interface KubeCase {
  readonly port: string;
  readonly name: string;
  readonly run: (world: KubeWorld) => Promise<void>;
}

/** The contract suites of the client and of every port, to be run against any API server that has our definitions. */
export const kubeCases: readonly KubeCase[] = [
  ...casesOf('client', [...kubeClientContract, ...watchContract], (world) => world),
  ...casesOf('AccessPathObjects', accessPathObjectsContract, accessPathSubject),
  ...casesOf('NodeReports', nodeReportsContract, nodeReportsSubject),
  ...casesOf('PersistentVolumes', persistentVolumesContract, persistentVolumesSubject),
  ...casesOf('VolumeRecords', volumeRecordsContract, volumeRecordsSubject),
  ...casesOf('ArraySecrets', arraySecretsContract, arraySecretsSubject),
  ...casesOf('ClassSecrets', classSecretsContract, classSecretsSubject),
  ...casesOf('EventSink', eventSinkContract, eventSinkSubject),
  ...casesOf('ClusterObjects', clusterObjectsContract, clusterObjectsSubject),
  ...casesOf('ClusterWatch', clusterWatchContract, clusterWatchSubject),
  ...casesOf('admission gate', admissionGateContract, admissionGateSubject),
  ...casesOf('ClusterFacts', clusterFactsContract, clusterFactsSubject),
];

function casesOf<Subject>(
  port: string,
  contract: readonly ContractCase<Subject>[],
  subjectOf: (world: KubeWorld) => Subject | Promise<Subject>,
): readonly KubeCase[] {
  return contract.map(({ name, run }) => ({
    port,
    name,
    run: async (world) => run(await subjectOf(world)),
  }));
}
