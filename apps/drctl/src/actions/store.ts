import { readFile } from 'node:fs/promises';
import { failed, ok, type BundleStore, type ConfigProblem, type Result } from '@twinsite/domain';
import { DirectoryStore, S3Store, TarStore } from '@twinsite/k8s-dr-adapter/bundles';
import type { StoreSettings } from '../config/drctl-config.js';

export async function openStore(
  settings: StoreSettings | undefined,
): Promise<Result<BundleStore, ConfigProblem>> {
  if (settings === undefined)
    return failed({ where: 'store', remedy: 'name where bundles are kept: directory, tar or s3' });
  if (settings.kind !== 's3')
    return ok(settings.kind === 'tar' ? new TarStore(settings.path) : new DirectoryStore(settings.path));
  const { accessKeyIdFile, secretAccessKeyFile, ...place } = settings;
  const [accessKeyId, secretAccessKey] = await Promise.all([
    firstLine(accessKeyIdFile),
    firstLine(secretAccessKeyFile),
  ]);
  if (accessKeyId === undefined) return failed(unreadable('store.s3.accessKeyIdFile', accessKeyIdFile));
  if (secretAccessKey === undefined)
    return failed(unreadable('store.s3.secretAccessKeyFile', secretAccessKeyFile));
  return ok(new S3Store({ ...place, accessKeyId, secretAccessKey }));
}

const firstLine = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').then(
    (text) => text.split('\n')[0]?.trim() || undefined,
    () => undefined,
  );

const unreadable = (where: string, path: string): ConfigProblem => ({
  where,
  value: JSON.stringify(path),
  remedy: 'the file cannot be read, or its first line is empty',
});
