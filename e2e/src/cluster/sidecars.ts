import type { Lab } from '@twinsite/lab';
import type { Programs } from '../programs/programs.js';
import type { ControlPlane } from './control-plane.js';

const SIDECARS = ['csi-provisioner', 'csi-attacher'] as const;

/** The CSI sidecars as plain processes beside the controller's socket, as administrators: roles come with the chart. */
export async function startSidecars(
  { lab, programs }: { readonly lab: Lab; readonly programs: Programs },
  { adminConfig, directory, env }: ControlPlane,
  socket: string,
): Promise<void> {
  const flags = [
    `--csi-address=${socket}`,
    `--kubeconfig=${adminConfig}`,
    '--leader-election=false',
    '--timeout=60s',
  ];
  for (const name of SIDECARS) {
    const argv = [programs.of(name), ...flags] as const;
    await lab.processes.start(name, argv, { env, cwd: directory });
  }
}
