import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { broken } from './broken.js';
import { GRAPH, MANIFEST, SEALED, SUMS, type BundleFiles } from './bundle-files.js';
import { digestOf } from './digest-of.js';
import { parseManifest, type BundleManifest } from './manifest.js';
import { isObjectPath } from './object-path.js';

/** Every byte is the one that was written, by the bundle's own word; who wrote it, a signature tells. */
export function checkBundle(files: BundleFiles): Result<BundleManifest, readonly Problem[]> {
  const text = files.get(MANIFEST);
  if (text === undefined) return failed([broken(MANIFEST, 'is missing: the bundle was never finished')]);
  const read = parseManifest(text);
  if ('wrong' in read) return failed([broken(MANIFEST, read.wrong)]);
  const problems = [...sumProblems(files, read.manifest), ...sealProblems(files, read.manifest)];
  return problems.length > 0 ? failed(problems) : ok(read.manifest);
}

function sumProblems(files: BundleFiles, { root, objects }: BundleManifest): readonly Problem[] {
  const sums = files.get(SUMS);
  if (sums === undefined) return [broken(SUMS, 'is missing')];
  if (digestOf(sums) !== root) return [broken(SUMS, `is not what ${MANIFEST} says`)];
  const told = new Map(
    sums
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  );
  const beside = new Set([MANIFEST, SUMS, SEALED]);
  const extra = [...files.keys()].filter((path) => !told.has(path) && !beside.has(path));
  const count = [...told.keys()].filter(isObjectPath).length;
  return [
    ...[...told].flatMap(([path, digest]): readonly Problem[] => {
      const content = files.get(path);
      if (content === undefined) return [broken(path, 'is missing')];
      return digestOf(content) === digest ? [] : [broken(path, 'was changed')];
    }),
    ...extra.map((path) => broken(path, 'does not belong to the bundle')),
    ...(told.has(GRAPH) ? [] : [broken(GRAPH, 'is missing')]),
    ...(count === objects ? [] : [broken(MANIFEST, `tells of ${objects} objects, there are ${count}`)]),
  ];
}

function sealProblems(files: BundleFiles, { seal }: BundleManifest): readonly Problem[] {
  const sealed = files.get(SEALED);
  if (seal === undefined)
    return sealed === undefined ? [] : [broken(SEALED, 'does not belong to the bundle')];
  if (sealed === undefined) return [broken(SEALED, 'is missing')];
  return digestOf(sealed) === seal.sha256 ? [] : [broken(SEALED, 'was changed')];
}
