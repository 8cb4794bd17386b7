import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The article's YAML with the layout restored; see manifests/. */
export type ManifestName =
  | 'secret'
  | 'snapshot-controller'
  | 'access-path'
  | 'storage-class'
  | 'claim'
  | 'pod'
  | 'snapshot-class'
  | 'snapshot'
  | 'nfs-storage-class'
  | 'nfs-node-class'
  | 'nfs-claim'
  | 'nfs-pod';

/** `values`: what to put in place of a word that must be there. */
export async function manifest(
  home: string,
  name: ManifestName,
  values: Readonly<Record<string, string>> = {},
): Promise<string> {
  let text = await readFile(join(home, 'manifests', `${name}.yaml`), 'utf8');
  for (const [word, value] of Object.entries(values)) {
    if (!text.includes(word)) throw new RangeError(`manifests/${name}.yaml has no ${word}`);
    text = text.replaceAll(word, value);
  }
  return text;
}
