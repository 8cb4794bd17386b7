import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { keepNodeLogs } from '../node/node-logs.js';
import { NODES } from '../world/kube-nodes.js';
import type { Stage } from './stage.js';

/** Objects that a person may read without being allowed to read Secrets. */
const PUBLIC_KINDS =
  'pods,configmaps,persistentvolumes,persistentvolumeclaims,volumeattachments,storageclasses,events,volumesnapshotcontents';

/** The array's password, unique in this run, stands in no log of node, pod or program and in no public object. */
export async function claimSecrecy(stage: Stage): Promise<void> {
  const { lab, kubectl, simulator, report, password, signal } = stage;
  for (const node of NODES) await keepNodeLogs(lab, node, signal);
  const logs = dirname(lab.processes.logOf('any'));
  const names = (await readdir(logs)).filter((name) => name.endsWith('.log'));
  const texts: readonly (readonly [string, string])[] = [
    ...(await Promise.all(
      names.map(async (name) => [basename(name), await readFile(join(logs, name), 'utf8')] as const),
    )),
    ['API objects', await kubectl.run(['get', PUBLIC_KINDS, '--all-namespaces', '-o', 'json'])],
    ['request log', JSON.stringify(simulator.requestLog())],
  ];
  const telling = texts.filter(([, text]) => text.includes(password)).map(([name]) => name);
  const seen = telling.join(', ') || `${texts.map(([name]) => name).join(', ')} read`;
  report.check('the password is in no log and no object but its Secret', telling.length === 0, seen);
}
