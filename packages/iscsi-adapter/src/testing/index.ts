export * from './sim-dm-map.js';
export * from './sim-iscsid.js';
export * from './sim-multipathd.js';
export * from './sim-scsi-disk.js';
export * from './sim-session.js';
export * from './simulated-host.js';
