import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Lab } from '../../lab.js';

const BUNDLING_MS = 120_000;

/** Bundles the driver of this working tree, as it would be shipped; the value is the bundle's file. */
export async function bundleDriver(lab: Lab, directory: string, signal: AbortSignal): Promise<string> {
  await mkdir(directory, { recursive: true });
  const root = dirname(dirname(dirname(lab.program)));
  const tool = join(root, 'tools/bundle.mjs');
  const options = { cwd: join(root, 'apps/driver'), timeout: BUNDLING_MS, signal };
  await promisify(execFile)(process.execPath, [tool, '--outdir', directory], options);
  return join(directory, 'driver.mjs');
}
