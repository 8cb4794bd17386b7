export { FakeApiServer, type SeenRequest } from './fake-api-server.js';
export type { FakeFaults, FaultRule } from './fake-faults.js';
export { fixedAccess } from './fixed-access.js';
export { kubeClientContract, type KubeClientSubject } from './kube-client.contract.js';
export { watchContract } from './watch.contract.js';
