import type { ArrayCredentials } from '../array/array-directory.port.js';

export interface KeptClasses {
  readonly classes: readonly KeptClass[];
  /** Names of entries of another version, or damaged: each stands for an array nobody can ask. */
  readonly unreadable: readonly string[];
}

export interface KeptClass {
  /** Never empty. */
  readonly managers: readonly string[];
  readonly credentials: ArrayCredentials;
  /** When they last logged in. Unit: ms since the Unix epoch. */
  readonly keptAt: number;
}

/** Whether the older entry says nothing that the newer one does not say. */
export const supersedes = (newer: KeptClass, older: Pick<KeptClass, 'managers'>): boolean =>
  older.managers.every((manager) => newer.managers.includes(manager));
