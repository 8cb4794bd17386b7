import 'reflect-metadata';

export { compose } from './composition/compose.js';
export { startBackground, type Background } from './composition/start-background.js';
export { CONTROLLER_LEASE } from './composition/start-controller.js';
export { TOKENS, type NodeHost, type OwnedArrays } from './composition/tokens.js';
export { readCommandLine } from './config/command-line.js';
export { readDriverConfig, type DriverConfig, type LogLevel, type Mode } from './config/driver-config.js';
export type { KubernetesSettings } from './config/kubernetes-settings.js';
export type { NodeSettings } from './config/node-settings.js';
export { createLogger } from './logger.js';
export { DRIVER_NAME, DRIVER_VERSION } from './version.js';
