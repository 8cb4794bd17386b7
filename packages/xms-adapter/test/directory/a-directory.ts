import type { ArrayCredentials } from '@twinsite/domain';
import { createArrayDirectory, type ListedArray, type XmsArrayDirectory } from '../../src/index.js';
import { expectOk, quick, traits } from '../transport/an-array.js';

export const secret = (user: string): ArrayCredentials => ({ kind: 'password', user, password: 'secret' });

export const listed = (array: string, ...managers: readonly string[]): ListedArray => ({
  ...traits,
  name: array,
  managers,
  credentials: secret(`${array}-user`),
});

export function directoryOf(arrays: readonly ListedArray[]): XmsArrayDirectory {
  return expectOk(createArrayDirectory({ arrays, timings: quick }));
}
