import { readdir } from 'node:fs/promises';
import { ifMissing } from '../host/if-missing.js';
import { mustRun, runCommand } from '../host/run-command.js';
import { fabricCommands, monitorCommands, STRICT_SETTINGS } from './build-commands.js';
import { FABRIC, monitorNamespace, MONITORS, NAMESPACES } from './topology.js';

const QUICK_MS = 15_000;

/** `ip -batch` in one namespace, from wherever the caller is. */
export async function ipBatch(
  namespace: string,
  lines: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  if (lines.length === 0) return;
  await mustRun(['ip', '-n', namespace, '-batch', '-'], {
    deadlineMs: QUICK_MS,
    signal,
    input: `${lines.join('\n')}\n`,
  });
}

/** Makes all namespaces, bridges and cables. Nothing of it touches the host's own network. */
export async function createNetwork(signal: AbortSignal): Promise<void> {
  for (const namespace of NAMESPACES) {
    await mustRun(['ip', 'netns', 'add', namespace], { deadlineMs: QUICK_MS, signal });
    await writeStrictSettings(namespace, signal);
  }
  await ipBatch(FABRIC, fabricCommands(), signal);
  for (const monitor of MONITORS) await ipBatch(monitorNamespace(monitor), monitorCommands(monitor), signal);
}

async function writeStrictSettings(namespace: string, signal: AbortSignal): Promise<void> {
  const lines = STRICT_SETTINGS.map(([file, value]) => {
    const path = `/proc/sys/net/${file}`;
    return `[ ! -e ${path} ] || echo ${value} > ${path}`;
  });
  await mustRun([...enter(namespace), 'sh', '-ec', lines.join('\n')], { deadlineMs: QUICK_MS, signal });
}

/** The words that make the command after them run in a namespace; only the network changes, not the mounts. */
export function enter(namespace: string): [string, ...string[]] {
  return ['nsenter', `--net=/run/netns/${namespace}`];
}

/** The lab's namespaces that exist now. */
export async function existingNamespaces(): Promise<string[]> {
  const names = await ifMissing<string[]>(readdir('/run/netns'), []);
  return NAMESPACES.filter((name) => names.includes(name));
}

/** Process ids inside a namespace. */
export async function processesIn(namespace: string): Promise<number[]> {
  const listed = await runCommand(['ip', 'netns', 'pids', namespace], { deadlineMs: QUICK_MS });
  return listed.stdout.split('\n').filter(Boolean).map(Number);
}

/** The links that are plugged into a bridge, with the bridge's name. */
export async function pluggedLinks(namespace: string): Promise<ReadonlyMap<string, string>> {
  const listed = await mustRun(['ip', '-n', namespace, '-json', 'link'], { deadlineMs: QUICK_MS });
  const links = JSON.parse(listed) as readonly { readonly ifname: string; readonly master?: string }[];
  const plugged = links.flatMap((link): [string, string][] =>
    link.master === undefined ? [] : [[link.ifname, link.master]],
  );
  return new Map(plugged);
}

export async function deleteNamespace(namespace: string): Promise<void> {
  await mustRun(['ip', 'netns', 'del', namespace], { deadlineMs: QUICK_MS });
}
