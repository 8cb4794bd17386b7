import type { DescField, DescMessage, Message } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import type { GeneralProblem } from '@twinsite/domain';
import { messagesIn } from './secret-fields.js';

/** CSI specification, "Size Limits". Unit: bytes. */
const STRING_LIMIT = 128;
const MAP_LIMIT = 4096;
/** PATH_MAX of Linux, with the closing NUL. */
const PATH_LIMIT = 4095;

/** Where a field's own description sets another limit; volume_id because ours is a prefix and a 128-byte name. */
const OWN_LIMITS: Readonly<Record<string, number>> = {
  volume_id: 256,
  source_volume_id: 256,
  snapshot_id: 256,
  node_id: 256,
  staging_target_path: PATH_LIMIT,
  target_path: PATH_LIMIT,
  volume_path: PATH_LIMIT,
  mount_flags: MAP_LIMIT,
};

/** The first field that is longer than the specification allows, at any depth. */
export function checkSizes(schema: DescMessage, message: Message): GeneralProblem | undefined {
  return checkMessage(reflect(schema, message), '');
}

function checkMessage(message: ReflectMessage, prefix: string): GeneralProblem | undefined {
  for (const field of message.fields) {
    if (!message.isSet(field)) continue;
    const path = prefix + field.name;
    const size = sizeOf(message, field);
    const limit = OWN_LIMITS[field.name] ?? (field.fieldKind === 'map' ? MAP_LIMIT : STRING_LIMIT);
    if (size > limit) return tooLong(path, size, limit);
    const inner = checkInner(message, field, path);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function checkInner(holder: ReflectMessage, field: DescField, path: string): GeneralProblem | undefined {
  for (const [index, message] of messagesIn(holder, field).entries()) {
    const place = field.fieldKind === 'message' ? path : `${path}[${index}]`;
    const problem = checkMessage(message, `${place}.`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Bytes of a text, of all texts of a list, of all keys and values of a map; 0 for everything else. */
function sizeOf(message: ReflectMessage, field: DescField): number {
  if (field.fieldKind === 'map') return total([...message.get(field)].flat());
  if (field.fieldKind === 'list') return total([...message.get(field)]);
  return total([message.get(field)]);
}

function total(values: readonly unknown[]): number {
  return values.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 0),
    0,
  );
}

function tooLong(field: string, size: number, limit: number): GeneralProblem {
  return {
    kind: 'invalid-request',
    field,
    value: `${size} bytes`,
    remedy: `at most ${limit} bytes are allowed (CSI specification, "Size Limits")`,
  };
}
