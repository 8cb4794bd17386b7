import { describe, expect, it } from 'vitest';
import { exportLines, exportsText, parseEtab, tableDifference } from '../../src/file/exports-table.js';

const client = (match: string, readOnly = false) => ({ match, readOnly, rootSquash: false });
const folder = { path: '/sdsfs/folder', fsid: 7, clients: [client('*')] };
const tree = {
  path: '/sdsfs/folder/pvc-1',
  fsid: 8,
  clients: [client('10.77.1.11'), client('10.77.0.0/16', true)],
};
/** As exportfs writes it. */
const ETAB =
  `/sdsfs/folder/pvc-1\t10.77.1.11(rw,sync,no_wdelay,hide,nocrossmnt,secure,no_root_squash,no_all_squash,no_subtree_check,\
secure_locks,acl,no_pnfs,fsid=8,anonuid=65534,anongid=65534,sec=sys,rw,secure,no_root_squash,no_all_squash)
/sdsfs/folder/pvc-1\t10.77.0.0/16(ro,sync,no_wdelay,hide,nocrossmnt,secure,no_root_squash,no_all_squash,no_subtree_check,\
secure_locks,acl,no_pnfs,fsid=8,anonuid=65534,anongid=65534,sec=sys,ro,secure,no_root_squash,no_all_squash)
/sdsfs/folder\t*(rw,sync,no_wdelay,hide,nocrossmnt,secure,no_root_squash,no_all_squash,no_subtree_check,\
secure_locks,acl,no_pnfs,fsid=7,anonuid=65534,anongid=65534,sec=sys,rw,secure,no_root_squash,no_all_squash)
`.replaceAll('\\\n', '');

describe('the table of exports', () => {
  it('has a line for each client, and none for a path that nobody may use', () => {
    expect(exportsText([folder, tree, { path: '/sdsfs/folder/pvc-2', fsid: 9, clients: [] }])).toBe(
      `/sdsfs/folder *(rw,no_root_squash,fsid=7,sync,no_wdelay,no_subtree_check)
/sdsfs/folder/pvc-1 10.77.0.0/16(ro,no_root_squash,fsid=8,sync,no_wdelay,no_subtree_check)
/sdsfs/folder/pvc-1 10.77.1.11(rw,no_root_squash,fsid=8,sync,no_wdelay,no_subtree_check)
`,
    );
  });

  it('squashes root where asked', () => {
    const squashed = { ...tree, clients: [{ match: '10.77.1.11', readOnly: false, rootSquash: true }] };
    expect(exportsText([squashed])).toContain('(rw,root_squash,');
  });

  it('is read back from the table that exportfs has made', () => {
    expect(tableDifference(exportLines([folder, tree]), parseEtab(ETAB))).toEqual([]);
  });

  it('names what is missing and what is too much', () => {
    const wanted = { ...tree, clients: [client('10.77.1.11', true)] };
    expect(tableDifference(exportLines([folder, wanted]), parseEtab(ETAB))).toEqual([
      'missing /sdsfs/folder/pvc-1 10.77.1.11(ro,no_root_squash,fsid=8,sync,no_wdelay,no_subtree_check)',
      'too much /sdsfs/folder/pvc-1 10.77.1.11(rw,no_root_squash,fsid=8,sync,no_wdelay,no_subtree_check)',
      'too much /sdsfs/folder/pvc-1 10.77.0.0/16(ro,no_root_squash,fsid=8,sync,no_wdelay,no_subtree_check)',
    ]);
  });

  it('does not take a line that it cannot read for a table', () => {
    expect(() => parseEtab('/sdsfs/folder *(rw,sync)')).toThrow('fsid');
  });
});
