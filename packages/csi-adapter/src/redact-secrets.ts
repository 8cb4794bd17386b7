import { clone, toJson, type DescMessage, type JsonValue, type Message } from '@bufbuild/protobuf';
import type { ReflectMap } from '@bufbuild/protobuf/reflect';
import { hideInEntry, secretsInEntry } from './plain-secrets.js';
import { plainTextsIn, secretsIn, type SecretField } from './secret-fields.js';

const HIDDEN = '***';
/** Shorter values would turn ordinary words of a message into stars. */
const SHORTEST_MASKED = 4;

/** The message as JSON with the values of all secret fields hidden, and passwords of parameters; the keys of maps stay. */
export function redact(schema: DescMessage, message: Message): JsonValue {
  const copy = clone(schema, message);
  for (const secret of secretsIn(schema, copy)) hide(secret);
  for (const map of plainTextsIn(schema, copy))
    for (const [key, text] of textsIn(map)) map.set(key, hideInEntry(key, text, HIDDEN));
  return toJson(schema, copy, { useProtoFieldName: true });
}

/** Takes the request's secret values out of a text, should one have found its way into it. */
export function masker(schema: DescMessage, message: Message): (text: string) => string {
  const plain = plainTextsIn(schema, message).flatMap((map) =>
    textsIn(map).flatMap(([key, text]) => secretsInEntry(key, text)),
  );
  const values = [...secretsIn(schema, message).flatMap(textsOf), ...plain]
    .filter((value) => value.length >= SHORTEST_MASKED)
    .sort((a, b) => b.length - a.length);
  return (text) => values.reduce((masked, value) => masked.replaceAll(value, HIDDEN), text);
}

function hide({ holder, field }: SecretField): void {
  const value: unknown = holder.get(field);
  if (field.fieldKind === 'map' && field.mapKind === 'scalar') {
    const map = holder.get(field);
    for (const [key, text] of map)
      if (typeof text === 'string') map.set(key, HIDDEN);
      else map.delete(key);
  } else if (typeof value === 'string') holder.set(field, HIDDEN);
  else holder.clear(field);
}

function textsOf({ holder, field }: SecretField): readonly string[] {
  const value: unknown = holder.get(field);
  if (typeof value === 'string') return [value];
  if (field.fieldKind === 'map') return [...holder.get(field).values()].filter(isText);
  return field.fieldKind === 'list' ? [...holder.get(field)].filter(isText) : [];
}

const textsIn = (map: ReflectMap): readonly (readonly [string, string])[] =>
  [...map].flatMap(([key, text]) => (isText(key) && isText(text) ? [[key, text] as const] : []));

const isText = (value: unknown): value is string => typeof value === 'string';
