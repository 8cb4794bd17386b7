import { isRecord, type KubeObject } from '../client/kube-object.js';
import type { Json } from './json.js';

/** FieldsV1 of what was applied; lists are atomic here. */
export function fieldsOf(applied: Json): Json {
  const named = ['apiVersion', 'kind'];
  return fieldsOfMembers(
    Object.fromEntries(Object.entries(applied).filter(([name]) => !named.includes(name))),
  );
}

const fieldsOfMembers = (object: Json): Json =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      `f:${name}`,
      isRecord(value) ? fieldsOfMembers(value) : {},
    ]),
  );

/** `metadata.managedFields` with the entry of one manager made new. */
export function managing(
  object: KubeObject | undefined,
  { manager, fieldsV1 }: { readonly manager: string; readonly fieldsV1: Json },
): readonly Json[] {
  const { managedFields: entries }: Json = { ...object?.metadata };
  const others = Array.isArray(entries)
    ? entries.filter((entry: unknown): entry is Json => isRecord(entry) && entry['manager'] !== manager)
    : [];
  return [...others, { manager, operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1 }];
}
