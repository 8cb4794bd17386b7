import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { FileAttachment } from '../file-attachment.js';
import { formatNfsSource, type NfsSource } from '../nfs-source.js';
import { sameAddress } from '../../access-path/ip-address.js';
import type { NfsMount } from './nfs-mounts.port.js';

export const topAt = (mounts: readonly NfsMount[], path: string): NfsMount | undefined =>
  mounts.findLast((mount) => mount.path === path);

/** The kernel may write an address in another form than it was given. */
export const sameSource = (one: NfsSource, other: NfsSource): boolean =>
  one.path === other.path && sameAddress(one.server, other.server);

/** A mount is known by what is mounted, never by its path (hazard H8). */
export function asWanted(
  { path, source, readOnly }: NfsMount,
  wanted: Pick<FileAttachment, 'source' | 'readOnly'>,
): Result<void, Problem> {
  if (!sameSource(source, wanted.source))
    return differs(path, formatNfsSource(wanted.source), formatNfsSource(source));
  if (readOnly === wanted.readOnly) return ok(undefined);
  return differs(path, inWords(wanted.readOnly), inWords(readOnly));
}

const inWords = (readOnly: boolean): string => (readOnly ? 'read-only' : 'read-write');

const differs = (path: string, wanted: string, found: string): Result<never, Problem> =>
  failed({ kind: 'mounted-differently', path, wanted, found });
