import { join } from 'node:path';
import { buildGoProgram, type Progress } from '@twinsite/lab';
import { requireGo } from '@twinsite/sanity';
import { debianFiles, type DebianFiles } from './debian-files.js';
import { GO_PROGRAMS } from './versions.js';

/** Where every program that a cluster needs lies on this machine. */
export interface Programs extends DebianFiles {
  /** The file of a command that was built from a Go module. */
  of(command: string): string;
}

/** Finds or makes all of them. Without Go: Unavailable, with the remedy. */
export async function preparePrograms(say: Progress, signal: AbortSignal): Promise<Programs> {
  await requireGo('Kubernetes and the CSI sidecars are built from their Go modules', signal);
  const fromDebian = await debianFiles(say, signal);
  const files = new Map<string, string>();
  for (const program of GO_PROGRAMS) {
    const directory = await buildGoProgram(program, say, signal);
    for (const command of program.commands) files.set(command, join(directory, command));
  }
  const of = (command: string): string => {
    const file = files.get(command);
    if (file === undefined) throw new RangeError(`no program ${command}`);
    return file;
  };
  return { ...fromDebian, of };
}
