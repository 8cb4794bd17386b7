import { copyFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PLACES, type GuestName, type Lab } from '@twinsite/lab';
import type { ControlPlane } from '../cluster/control-plane.js';
import type { NodeImages } from '../node/import-images.js';
import { startKubeNode } from '../node/kube-node.js';
import { writeNodeFiles } from '../node/node-files.js';
import { MANAGER_RANGE } from './article-array.js';

/** One at each site. */
export const NODES = ['node-1', 'node-2'] as const;
export type NodeName = (typeof NODES)[number];

export interface NodeParts {
  readonly lab: Lab;
  readonly plane: ControlPlane;
  /** The kubelet's program on this machine. */
  readonly kubelet: string;
  readonly images: NodeImages;
}

const podRangeOf = (name: NodeName): string => `10.244.${NODES.indexOf(name) + 1}.0/24`;
const filesOf = (lab: Lab, name: GuestName): string => join(lab.scratch, 'kubernetes', name);

/** Makes a Kubernetes node of the guest. */
export async function joinNode(parts: NodeParts, name: NodeName, signal: AbortSignal): Promise<void> {
  const { lab, plane, kubelet } = parts;
  const files = filesOf(lab, name);
  const kubeconfig = await readFile(plane.configOf(name), 'utf8');
  const ca = await readFile(plane.ca, 'utf8');
  await writeNodeFiles(files, { kubeconfig, ca, podRange: podRangeOf(name) });
  await copyFile(kubelet, join(files, 'kubelet'));
  await startNode(parts, name, signal);
}

/** After a boot: everything that {@link joinNode} started, on what the node's disk has kept. */
export function startNode(parts: NodeParts, name: NodeName, signal: AbortSignal): Promise<void> {
  const { lab, images, plane } = parts;
  const prepareScript = join(dirname(dirname(lab.program)), 'guest/prepare-node');
  const place = {
    files: filesOf(lab, name),
    zone: PLACES[name].site,
    managerRange: MANAGER_RANGE,
    apiServer: plane.server,
  };
  return startKubeNode({ lab, name, images, prepareScript, ...place }, signal);
}
