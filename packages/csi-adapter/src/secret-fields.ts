import { getOption, ScalarType, type DescField, type DescMessage, type Message } from '@bufbuild/protobuf';
import { reflect, type ReflectMap, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { csi_secret } from './generated/csi_pb.js';

/** A set field; those marked csi_secret in csi.proto are found by the mark, so one that a later release adds needs no change. */
export interface SecretField {
  readonly holder: ReflectMessage;
  readonly field: DescField;
}

/** Every secret that the message carries, at any depth: in sub-messages, lists and maps of messages too. */
export const secretsIn = (schema: DescMessage, message: Message): readonly SecretField[] =>
  find(reflect(schema, message), (field) => getOption(field, csi_secret));

/** Every set map of texts that is not marked: parameters and contexts, in which an NFS class or a vendor's PV has a password. */
export const plainTextsIn = (schema: DescMessage, message: Message): readonly ReflectMap[] =>
  find(reflect(schema, message), (field) => isTextMap(field) && !getOption(field, csi_secret)).flatMap(
    ({ holder, field }) => (field.fieldKind === 'map' ? [holder.get(field)] : []),
  );

const isTextMap = (field: DescField): boolean =>
  field.fieldKind === 'map' && field.mapKind === 'scalar' && field.scalar === ScalarType.STRING;

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

function find(holder: ReflectMessage, isWanted: (field: DescField) => boolean): readonly SecretField[] {
  return holder.fields.flatMap((field) => {
    if (!holder.isSet(field)) return [];
    if (isWanted(field)) return [{ holder, field }];
    return messagesIn(holder, field).flatMap((message) => find(message, isWanted));
  });
}
