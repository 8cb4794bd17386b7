export * from './iscsi-host.js';
export * from './multipath/linux-multipath-maps.js';
export * from './multipath/multipath-config.js';
export * from './multipath/multipath-settings.js';
export * from './scsi/bring-up-lun.js';
export * from './scsi/sysfs-scsi-paths.js';
export * from './session/open-iscsi-sessions.js';
export * from './session/session-gate.js';
