import { mustRun } from './run-command.js';

const COPY_MS = 120_000;

/** Copies a file that is mostly holes; what reads as zeros becomes a hole. */
export async function copySparse(from: string, to: string, signal?: AbortSignal): Promise<void> {
  await mustRun(['cp', '--sparse=always', from, to], { deadlineMs: COPY_MS, signal });
}
