import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { HostFiles } from './host-files.port.js';

/** A small text file without its trailing newline; undefined when missing. */
export async function readText(
  files: HostFiles,
  path: string,
  signal: CancelSignal,
): Promise<Result<string | undefined, Problem>> {
  const bytes = await files.readBytes(path, signal);
  if (!bytes.ok || bytes.value === undefined) return bytes.ok ? ok(undefined) : bytes;
  return ok(new TextDecoder().decode(bytes.value).replace(/\s+$/, ''));
}
