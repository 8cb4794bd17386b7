import { place, retire } from '../world/placed-volume.js';
import type { World } from '../world/world.js';
import type { Chapter } from './chapter.js';

/** Nothing in the article's setup has CHAP, neither the access path nor the client groups: no login may need it. */
export const withoutChap: Chapter = {
  name: 'without-chap',
  tell: async (world: World) => {
    const { nodes, report, signal, simulator } = world;
    const placed = await place(world, { name: 'pvc-no-chap', node: 'node-1' });
    const script = `grep -h '^node.session.auth.authmethod' -r /etc/iscsi/nodes | sort | uniq -c`;
    const seen = await nodes['node-1'].agent.must(script, { deadlineMs: 10_000, signal });
    const rows = [...simulator.state.accessPaths.all(), ...simulator.state.clientGroups.all()];
    const lines = seen
      .trim()
      .split('\n')
      .map((line) => line.trim());
    report.check(
      'an access path without CHAP is logged in without CHAP',
      lines.every((line) => /authmethod = None$/.test(line)) && rows.every(({ chap }) => !chap),
      lines.join('; '),
    );
    await retire(world, placed);
  },
};
