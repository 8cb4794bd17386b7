import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCsiClient } from '@twinsite/csi-adapter';
import { DRIVER_IMAGE, NODE_FLAGS } from '../image/driver-image.js';

const SERVING_MS = 30_000;
/** What starting has thrown away is collected by then. */
const REST_MS = 5_000;

export interface IdleOrder {
  readonly node: string;
  readonly bundle: string;
  /** For socket and journal. */
  readonly directory: string;
  readonly mode: 'controller' | 'node';
}

/** Resident memory (proc(5), VmRSS) of the driver some seconds after it began to serve, in the image's environment. */
export async function idleMegabytes(order: IdleOrder, signal: AbortSignal): Promise<number> {
  const endpoint = `unix://${join(order.directory, `${order.mode}.sock`)}`;
  const flags = ['--mode', order.mode, '--endpoint', endpoint, '--state-dir', order.directory];
  const env = { PATH: process.env['PATH'], ...DRIVER_IMAGE.environment };
  const driver = spawn(order.node, [...NODE_FLAGS, order.bundle, ...flags], { stdio: 'ignore', env });
  const ended = once(driver, 'exit');
  try {
    const client = createCsiClient(endpoint);
    await client.ready(SERVING_MS);
    client.close();
    await sleep(REST_MS, undefined, { signal });
    const status = await readFile(`/proc/${driver.pid ?? 0}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024);
  } finally {
    driver.kill('SIGTERM');
    await ended;
  }
}
