/** The keys of csi-sanity's secrets file (pkg/sanity/sanity.go, CSISecrets). */
const SECTIONS = [
  'CreateVolume',
  'DeleteVolume',
  'ControllerPublishVolume',
  'ControllerUnpublishVolume',
  'ControllerValidateVolumeCapabilities',
  'NodeStageVolume',
  'NodePublishVolume',
  'CreateSnapshot',
  'DeleteSnapshot',
  'ControllerExpandVolume',
  'ControllerModifyVolume',
  'ListSnapshots',
  'GetSnapshot',
];

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** The same credentials for every call that can carry some. JSON, which is YAML too. */
export function secretsFile({ user, password }: Account): string {
  return JSON.stringify(
    Object.fromEntries(SECTIONS.map((section) => [`${section}Secret`, { user, password }])),
    undefined,
    2,
  );
}
