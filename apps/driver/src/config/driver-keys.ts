import type { ConfigProblems, FieldReader } from '@twinsite/domain';

export const DRIVERS = ['iscsi', 'nfs'] as const;
export type DriverKind = (typeof DRIVERS)[number];

/** Keys of the file that only one of the drivers reads, by the object they stand in. */
const OWN_KEYS: Readonly<Record<DriverKind, Readonly<Record<string, readonly string[]>>>> = {
  iscsi: {
    '': ['defaultAccessPath', 'timers', 'multipath'],
    kubernetes: ['secretNamespaces'],
    node: ['maxVolumes'],
  },
  nfs: { '': ['clientGroupName'], node: ['addresses', 'networks'] },
};

/** A setting of the other driver would be a wish that nobody grants, so it is refused by name. */
export function refuseForeignKeys(driver: DriverKind, file: FieldReader, problems: ConfigProblems): void {
  const other = driver === 'iscsi' ? 'nfs' : 'iscsi';
  for (const [object, keys] of Object.entries(OWN_KEYS[other]))
    for (const key of keys) {
      const value = object === '' ? file.any(key) : membersOf(file.any(object))[key];
      const where = object === '' ? file.path(key) : `${file.path(object)}.${key}`;
      if (value !== undefined)
        problems.add(where, undefined, `is for --driver ${other}; take it out of the file for ${driver}`);
    }
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
