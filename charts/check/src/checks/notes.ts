import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { theOnly } from '../helm/rendered.js';
import { CLUSTER, EVERYTHING } from './values.js';

/** helm prints the notes of an install only, which asks a cluster; this template shows them to us. */
const PROBE = `apiVersion: v1
kind: NotesProbe
metadata:
  name: notes
data:
  text: |
    {{- include (print $.Template.BasePath "/NOTES.txt") . | nindent 4 }}
`;

/** Values, and what the operator must be told with them. */
const CASES = [
  [
    CLUSTER,
    'the multipath.conf that fits',
    '--print-multipath-conf --config /etc/twinsite/config/driver.yaml',
  ],
  [
    CLUSTER,
    'what is wrong with a node',
    '--doctor --config /etc/twinsite/config/driver.yaml --state-dir /var/lib/twinsite',
  ],
  [CLUSTER, 'that nodes need tools of their own', 'open-iscsi and multipath-tools'],
  [
    CLUSTER,
    'that node pods are privileged',
    'label namespace twinsite-system pod-security.kubernetes.io/enforce=privileged',
  ],
  [
    CLUSTER,
    'how an array gets its AccessPath',
    'kubectl apply -f examples/secret.yaml -f examples/access-path.yaml',
  ],
  [CLUSTER, 'that snapshots need the cluster’s controller', 'snapshot-controller'],
  [CLUSTER, 'that no node has a site', 'No node has a site yet'],
  [EVERYTHING, 'of which cluster this is', 'as cluster "site-one"'],
  [
    { ...CLUSTER, nodePathsPolicy: { enabled: false } },
    'that nodes are not held to their own NodePaths',
    'WARNING',
  ],
] as const;

export async function checkNotes(report: Report, chart: Chart): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'twinsite-notes-'));
  try {
    await cp(chart.directory, directory, { recursive: true });
    await writeFile(join(directory, 'templates/notes-probe.yaml'), PROBE);
    const probed = chart.at(directory);
    for (const [values, what, words] of CASES) {
      const text = theOnly(await probed.render({ values }), 'NotesProbe').data?.['text'] ?? '';
      const found = text.replace(/\s+/g, ' ').includes(words);
      report.check(`the notes tell ${what}`, found, found ? words : text);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}
