import type { BundleManifest } from '@twinsite/domain';
import { columns } from './columns.js';
import type { Answer } from './print.js';

/** What is known of a bundle that was proved. */
export function bundleAnswer(place: string, manifest: BundleManifest): Answer {
  const { group, cluster, counter, createdAt, objects, root } = manifest;
  const signed = manifest.signature !== undefined;
  const sealed = manifest.seal !== undefined;
  const facts = { bundle: place, group, cluster, counter, createdAt, objects, root, signed, sealed };
  return {
    table: () =>
      columns(
        ['FACT', 'VALUE'],
        Object.entries(facts).map(([name, value]) => [name, String(value)]),
      ),
    names: () => [place],
    data: facts,
  };
}
