import type { NfsSource } from '../../file/nfs-source.js';
import type { LingeringMounts } from '../../file/node/lingering-mounts.port.js';
import type { NfsMount, NfsMounts } from '../../file/node/nfs-mounts.port.js';
import { never } from '../../shared/cancel-signal.js';
import { expectOk } from '../check.js';

/** A host with nothing mounted below `directory`, and one server with two trees of one folder; fresh for every case. */
export interface NfsNodeSubject {
  readonly mounts: NfsMounts;
  readonly lingering: LingeringMounts;
  readonly source: NfsSource;
  readonly neighbour: NfsSource;
  /** On the same server, and not there. */
  readonly missing: NfsSource;
  /** Absolute, without a symbolic link in it. */
  readonly directory: string;
  /** Leads to `directory` through a symbolic link. */
  readonly linked: string;
  /** The server's packets vanish. */
  silence(): Promise<void>;
  /** It answers again. */
  restore(): Promise<void>;
  /** A process lives in the directory until the answered function is called. */
  occupy(path: string): Promise<() => Promise<void>>;
}

/** The options that every volume is mounted with. */
export const NFS_OPTIONS = ['vers=3', 'hard', 'proto=tcp', 'nosharecache'] as const;

/** The mounts at a path, the topmost last. */
export async function layersAt({ mounts }: NfsNodeSubject, path: string): Promise<readonly NfsMount[]> {
  return expectOk(await mounts.list([path], never), 'list').filter((mount) => mount.path === path);
}

/** Mounts and answers the entry of the table. */
export async function mounted(
  subject: NfsNodeSubject,
  request: { readonly name: string; readonly source?: NfsSource; readonly readOnly?: boolean },
): Promise<NfsMount> {
  const { source = subject.source, readOnly = false } = request;
  const path = `${subject.directory}/${request.name}`;
  const options = [...NFS_OPTIONS, ...(readOnly ? ['ro'] : [])];
  expectOk(await subject.mounts.mount({ source, path, options }, never), 'mount');
  const top = (await layersAt(subject, path)).at(-1);
  if (top === undefined) throw new Error(`nothing is mounted at ${path}`);
  return top;
}
