import { isRecord } from '../client/kube-object.js';

/** Members of JSON that may be anything: what is absent or of another type is undefined. */
export type Json = Readonly<Record<string, unknown>>;

export const recordIn = (json: Json, key: string): Json | undefined => {
  const value = json[key];
  return isRecord(value) ? value : undefined;
};

export const textIn = (json: Json, key: string): string | undefined => {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
};

export const integerIn = (json: Json, key: string): number | undefined => {
  const value = json[key];
  return Number.isSafeInteger(value) ? (value as number) : undefined;
};

/** RFC 3339, as ms since the Unix epoch. */
export const timeIn = (json: Json, key: string): number | undefined => {
  const ms = Date.parse(textIn(json, key) ?? '');
  return Number.isNaN(ms) ? undefined : ms;
};

/** The objects of a list. */
export const recordsIn = (json: Json, key: string): readonly Json[] => {
  const value = json[key];
  return Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
};

export const textsIn = (json: Json, key: string): readonly string[] => {
  const value = json[key];
  return Array.isArray(value)
    ? (value as unknown[]).filter((one): one is string => typeof one === 'string')
    : [];
};

/** The text, when it is one of the words. */
export const wordIn = <W extends string>(json: Json, key: string, words: readonly W[]): W | undefined =>
  words.find((word) => word === json[key]);

export const formatTime = (ms: number): string => new Date(ms).toISOString();
