import { getOption, type DescField, type DescMessage, type Message } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { csi_secret } from './generated/csi_pb.js';

/** A set field marked csi_secret in csi.proto, so a secret that a later release adds needs no change here. */
export interface SecretField {
  readonly holder: ReflectMessage;
  readonly field: DescField;
}

/** Every secret that the message carries, at any depth: in sub-messages, lists and maps of messages too. */
export function secretsIn(schema: DescMessage, message: Message): readonly SecretField[] {
  return find(reflect(schema, message));
}

/** Sub-messages of a field; empty for scalars and enums. */
export function messagesIn(holder: ReflectMessage, field: DescField): readonly ReflectMessage[] {
  if (!holder.isSet(field)) return [];
  if (field.fieldKind === 'message') return [holder.get(field)];
  if (field.fieldKind === 'list' && field.listKind === 'message') {
    return [...(holder.get(field) as Iterable<ReflectMessage>)];
  }
  if (field.fieldKind === 'map' && field.mapKind === 'message') {
    return [...(holder.get(field) as ReadonlyMap<unknown, ReflectMessage>).values()];
  }
  return [];
}

function find(holder: ReflectMessage): readonly SecretField[] {
  return holder.fields.flatMap((field) => {
    if (!holder.isSet(field)) return [];
    if (getOption(field, csi_secret)) return [{ holder, field }];
    return messagesIn(holder, field).flatMap(find);
  });
}
