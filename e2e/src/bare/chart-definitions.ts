import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The YAML of the chart's custom resource definitions. */
export async function chartDefinitions(repository: string): Promise<readonly string[]> {
  const folder = join(repository, 'charts/twinsite/crds');
  const names = await readdir(folder);
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
