import {
  failed,
  ok,
  type BundleFiles,
  type BundleStore,
  type CancelSignal,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { readBundleAt } from '@twinsite/k8s-dr-adapter/bundles';

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
}

/** The bundle that is meant. One that is named by its path needs no store. */
export async function findBundle(
  store: BundleStore | undefined,
  { path, group, counter }: BundleChoice,
  signal: CancelSignal,
): Promise<Result<FoundBundle, Problem>> {
  const known = store === undefined ? ok([]) : await store.counters(group, signal);
  if (path !== undefined) return named(path, known.ok ? known.value.at(-1) : undefined);
  if (!known.ok) return known;
  const newest = known.value.at(-1);
  const wanted = counter ?? newest;
  if (store === undefined || wanted === undefined)
    return failed({ kind: 'bundle-missing', place: store?.where({ group, counter: 1 }) ?? 'no store' });
  const place = { group, counter: wanted };
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
