import {
  failed,
  ok,
  type BundleFiles,
  type BundlePlace,
  type BundleStore,
  type Problem,
  type Result,
} from '@twinsite/domain';

/** Bundles of one group in memory. */
export class MemoryStore implements BundleStore {
  private readonly bundles = new Map<number, BundleFiles>();

  where({ counter }: BundlePlace): string {
    return `memory ${counter}`;
  }

  counters(): Promise<Result<readonly number[], Problem>> {
    return Promise.resolve(ok([...this.bundles.keys()]));
  }

  write(place: BundlePlace, files: BundleFiles): Promise<Result<void, Problem>> {
    const { counter } = place;
    if (this.bundles.has(counter))
      return Promise.resolve(failed({ kind: 'bundle-taken', place: this.where(place) }));
    this.bundles.set(counter, files);
    return Promise.resolve(ok(undefined));
  }

  read({ counter }: BundlePlace): Promise<Result<BundleFiles | undefined, Problem>> {
    return Promise.resolve(ok(this.bundles.get(counter)));
  }

  newest(): BundleFiles {
    const files = [...this.bundles.values()].at(-1);
    if (files === undefined) throw new Error('nothing was written');
    return files;
  }
}
