import { failed, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { HostFiles } from './host-files.port.js';
import { readText } from './read-text.js';

const PATH = '/proc/sys/kernel/random/boot_id';

/** Another one after each start of the machine (random(4)). */
export async function readBootId(files: HostFiles, signal: CancelSignal): Promise<Result<string, Problem>> {
  const text = await readText(files, PATH, signal);
  if (!text.ok) return text;
  if (text.value !== undefined && text.value !== '') return ok(text.value);
  return failed({ kind: 'host-io', operation: 'reading', path: PATH, code: 'ENOENT' });
}
