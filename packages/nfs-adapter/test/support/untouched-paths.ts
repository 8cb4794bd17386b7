import { posix } from 'node:path';
import type { HostAccess, HostFiles, HostPaths } from '@twinsite/linux-host';

/**
 * The same machine, except that whatever the driver's own process does on a path `isOnServer` calls remote never ends, as on
 * a hard mount of a dead server. What it did is in `touched`.
 */
export function untouched(
  access: HostAccess,
  isOnServer: (path: string) => boolean,
): { readonly access: HostAccess; readonly touched: string[] } {
  const touched: string[] = [];
  const guard =
    <Rest extends unknown[], T>(
      name: string,
      act: (path: string, ...rest: Rest) => Promise<T>,
      looked = same,
    ) =>
    (path: string, ...rest: Rest): Promise<T> => {
      if (!isOnServer(looked(path))) return act(path, ...rest);
      touched.push(`${name} ${path}`);
      return new Promise<never>(() => undefined);
    };
  const { files, paths } = access;
  const guardedFiles: HostFiles = {
    readBytes: guard('readBytes', (path, signal) => files.readBytes(path, signal)),
    list: guard('list', (path, signal) => files.list(path, signal)),
    readLink: guard('readLink', (path, signal) => files.readLink(path, signal)),
    writeAttribute: guard('writeAttribute', (path, text, signal) => files.writeAttribute(path, text, signal)),
  };
  const guardedPaths: HostPaths = {
    makeDirectory: guard('makeDirectory', (path, signal) => paths.makeDirectory(path, signal)),
    makeFile: guard('makeFile', (path, signal) => paths.makeFile(path, signal)),
    removeEmpty: guard('removeEmpty', (path, signal) => paths.removeEmpty(path, signal)),
    // By its contract it looks at the parents only.
    canonical: guard(
      'canonical',
      (path, signal) => paths.canonical(path, signal),
      (path) => posix.dirname(path),
    ),
  };
  return { access: { ...access, files: guardedFiles, paths: guardedPaths }, touched };
}

const same = (path: string): string => path;
