import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@twinsite/iscsi-adapter';

/** Writes one file and takes it away again: a directory can be listed and still be full or read-only. */
export async function checkStateDirectory(directory: string | undefined): Promise<Finding> {
  const check = 'state directory';
  if (directory === undefined) {
    const remedy = 'give --state-dir as the driver has it';
    return { check, level: 'warn', evidence: 'not given, not looked at', remedy };
  }
  const probe = join(directory, `.doctor-${process.pid}`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(probe, '', { flush: true });
    await rm(probe);
    return { check, level: 'ok', evidence: `${directory} can be written` };
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const remedy = 'give the driver a directory of the host that survives a reboot';
    return { check, level: 'problem', evidence: `${directory} cannot be written: ${code}`, remedy };
  }
}
