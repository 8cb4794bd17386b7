import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Paths of a file are relative to its directory; `~/` is the home of the user. */
export const pathFrom =
  (directory: string) =>
  <T extends string | undefined>(path: T): T =>
    (path === undefined ? path : absolute(directory, path)) as T;

const absolute = (directory: string, path: string): string =>
  path.startsWith('~/') ? join(homedir(), path.slice(2)) : resolve(directory, path);
