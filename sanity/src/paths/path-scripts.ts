import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PathScripts {
  readonly create: string;
  readonly remove: string;
  readonly check: string;
}

export interface ScriptPlaces {
  /** The scripts are written here. */
  readonly directory: string;
  /** scripts/ask-path.mjs of this package. */
  readonly askPath: string;
  /** Of the PathDesk. */
  readonly socket: string;
}

/** csi-sanity takes programs without arguments, one per question; it adds the path. */
export async function writePathScripts({ directory, askPath, socket }: ScriptPlaces): Promise<PathScripts> {
  const write = async (verb: keyof PathScripts): Promise<string> => {
    const words = [process.execPath, askPath, socket, verb].map(quoted).join(' ');
    const file = join(directory, `${verb}-path`);
    // exec: csi-sanity kills the process that it started, so that must be the one that asks.
    await writeFile(file, `#!/bin/sh\nexec ${words} "$1"\n`, { mode: 0o755 });
    return file;
  };
  const [create, remove, check] = await Promise.all([write('create'), write('remove'), write('check')]);
  return { create, remove, check };
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
