export { FakeApiServer, type SeenRequest } from './fake-api-server.js';
export type { FakeFaults, FaultRule } from './fake-faults.js';
export { fixedAccess } from './fixed-access.js';
export { kubeCases, type KubeCase } from './kube-cases.js';
export type { KubeWorld } from './kube-world.js';
export { EmbeddedCluster } from './binder/embedded-cluster.js';
export * as clusterKinds from './binder/cluster-kinds.js';
export { runShop, SHOP_CLAIMS } from './binder/embedded-shop.js';
