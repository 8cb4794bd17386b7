import type { DriverKind } from './config/driver-keys.js';

/** The drivers' names in every CSI call, PV and CSIDriver object (article, steps 4 and 2 of its NFS part). */
export const DRIVER_NAME = 'iscsi.csi.xsky.com';
export const NFS_DRIVER_NAME = 'com.nfs.csi.xsky';
export const DRIVER_VERSION = '0.1.0';

export const nameOf = (driver: DriverKind): string => (driver === 'nfs' ? NFS_DRIVER_NAME : DRIVER_NAME);
