export type * from './call-observer.js';
export type * from './controller/controller-use-cases.js';
export * from './csi-call-error.js';
export { createCsiClient, type CallOptions, type CsiClient } from './csi-client.js';
export { CsiServer, type CsiServerOptions, type DrainReport } from './csi-server.js';
export { formatEndpoint, parseEndpoint, type Endpoint } from './endpoint.js';
export {
  ControllerServiceCapability_RPC_Type,
  NodeServiceCapability_RPC_Type,
  PluginCapability_Service_Type,
  VolumeCapability_AccessMode_Mode,
  VolumeUsage_Unit,
} from './generated/csi_pb.js';
export { readFilePublishContext, writeFilePublishContext } from './file-publish-context.js';
export type * from './identity-use-cases.js';
export type * from './listen-problem.js';
export type * from './node/node-use-cases.js';
export { readPublishContext, writePublishContext, type PublishContext } from './publish-context.js';
export { statusNames, type StatusName } from './status-codes.js';
