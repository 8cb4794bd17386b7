import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** kubelet's pkg/apis/pluginregistration/v1/api.proto: two calls that the kubelet makes on a plugin's socket. */
export const SERVICE = 'pluginregistration.Registration';

export interface PluginInfo {
  readonly type: 'CSIPlugin';
  /** The driver's name. */
  readonly name: string;
  /** Path of the driver's socket on the node. */
  readonly endpoint: string;
  /** Versions of the plugin protocol, not of CSI: the kubelet wants `1.0.0`. */
  readonly supportedVersions: readonly string[];
}

export interface RegistrationStatus {
  readonly registered: boolean;
  /** Empty when registered. */
  readonly error: string;
}

export function encodePluginInfo(info: PluginInfo): Buffer {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.LengthDelimited).string(info.type);
  writer.tag(2, WireType.LengthDelimited).string(info.name);
  writer.tag(3, WireType.LengthDelimited).string(info.endpoint);
  for (const version of info.supportedVersions) writer.tag(4, WireType.LengthDelimited).string(version);
  return Buffer.from(writer.finish());
}

export function decodeRegistrationStatus(bytes: Uint8Array): RegistrationStatus {
  const reader = new BinaryReader(bytes);
  let [registered, error] = [false, ''];
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (field === 1) registered = reader.bool();
    else if (field === 2) error = reader.string();
    else reader.skip(wire);
  }
  return { registered, error };
}
