import { mkdir, stat } from 'node:fs/promises';
import { tryLock, type MachineLock } from '../host/machine-lock.js';

const NAMESPACES = '/run/netns';

/**
 * Undefined while a lab is at work. Labs exclude each other where they would share the names of their network namespaces:
 * a mount namespace with a /run/netns of its own may have a lab of its own (tools/own-lab).
 */
export async function tryLabLock(): Promise<MachineLock | undefined> {
  await mkdir(NAMESPACES, { recursive: true });
  const { dev, ino } = await stat(NAMESPACES);
  return tryLock(`lab-${dev}-${ino}`);
}
