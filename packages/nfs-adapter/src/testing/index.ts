export * from './memory-lingering-records.js';
export * from './sim-nfs-client.js';
export * from './simulated-nfs-host.js';
