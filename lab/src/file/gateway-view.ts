import type { FileGatewayView } from '@twinsite/xms-adapter/simulator';
import { FILE_VIP } from '../network/topology.js';

/** The gateway's own kernel: who is connected to its NFS server, and whether it has the VIP. */
export const VIEW_SCRIPT = `ss -Hnt state established '( sport = :2049 )' | awk '{ print "client", $4 }'
ip -4 -o addr show dev data to ${FILE_VIP} | awk '{ print "vip", $4 }'`;

export function parseView(text: string): FileGatewayView {
  const clients = [...text.matchAll(/^client \[?([0-9a-fA-F.:]+?)\]?:\d+$/gm)];
  const vips = [...text.matchAll(/^vip ([0-9.]+)\//gm)];
  return {
    connections: clients.map((match) => ({ clientIp: (match[1] ?? '').replace(/^::ffff:/, '') })),
    vips: vips.map((match) => match[1] ?? ''),
  };
}
