import { failed, ok, type BundleFiles, type BundleStore, type Problem, type Result } from '@twinsite/domain';
import { readBundleAt } from '@twinsite/k8s-dr-adapter/bundles';
import { limitedSignal } from './limited-signal.js';

export interface FoundBundle {
  readonly files: BundleFiles;
  readonly place: string;
  /** The newest counter of the group that the store knows; undefined: nobody was asked. */
  readonly newest: number | undefined;
}

export interface BundleChoice {
  /** A directory or a tar; undefined: of the store. */
  readonly path: string | undefined;
  readonly group: string;
  /** Undefined: the newest. */
  readonly counter?: number | undefined;
  /** How long the store may think about which bundle is the newest when it is not needed otherwise. */
  readonly askMs?: number;
}

/** The bundle that is meant. One that is named by its path needs no store, which may be gone with the other site. */
export async function findBundle(
  store: BundleStore | undefined,
  { path, group, counter, askMs = 5000 }: BundleChoice,
  signal: AbortSignal,
): Promise<Result<FoundBundle, Problem>> {
  if (path === undefined) return ofStore(store, { group, counter }, signal);
  const patience = limitedSignal([signal], askMs);
  const known = await store?.counters(group, patience);
  return named(path, known?.ok === true ? known.value.at(-1) : undefined);
}

async function ofStore(
  store: BundleStore | undefined,
  { group, counter }: Pick<BundleChoice, 'group' | 'counter'>,
  signal: AbortSignal,
): Promise<Result<FoundBundle, Problem>> {
  if (store === undefined) return failed({ kind: 'bundle-missing', place: 'no store' });
  const known = await store.counters(group, signal);
  if (!known.ok) return known;
  const newest = known.value.at(-1);
  const place = { group, counter: counter ?? newest ?? 1 };
  const files = await store.read(place, signal);
  if (!files.ok) return files;
  return files.value === undefined
    ? failed({ kind: 'bundle-missing', place: store.where(place) })
    : ok({ files: files.value, place: store.where(place), newest });
}

async function named(path: string, newest: number | undefined): Promise<Result<FoundBundle, Problem>> {
  const files = await readBundleAt(path);
  return files.ok ? ok({ files: files.value, place: path, newest }) : files;
}
