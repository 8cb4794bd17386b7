/** The driver's name in every CSI call, PV and CSIDriver object (article, step 4). */
export const DRIVER_NAME = 'iscsi.csi.xsky.com';
export const DRIVER_VERSION = '0.1.0';
