import type { BadValue } from './bad-value.js';

const shares = '10.0.0.9:/sdsfs/folder/';
const nfsClass = (change: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  examples: { nfsStorageClass: { enabled: true, ...change } },
});
const OWN_PORT = 'give it a port of its own';

export const NFS_BAD_VALUES: readonly BadValue[] = [
  [
    'an fsGroup policy that needs a file system type',
    { nfs: { fsGroupPolicy: 'ReadWriteOnceWithFSType' } },
    "value must be one of 'File', 'None'",
  ],
  [
    'a relative path of the NFS driver',
    { nfs: { node: { stateDirectory: 'state' } } },
    'nfs.node.stateDirectory is "state": give an absolute path',
  ],
  [
    'an address for a network',
    { nfs: { node: { networks: ['10.7.0.1'] } } },
    'nfs.node.networks has "10.7.0.1": give address ranges such as 10.0.0.0/24',
  ],
  ['a port of the other driver on the nodes', { nfs: { node: { ports: { health: 9820 } } } }, OWN_PORT],
  [
    'a port of the other controller on the same host',
    { controller: { hostNetwork: true }, nfs: { controller: { ports: { attacher: 9812 } } } },
    OWN_PORT,
  ],
  [
    'an NFS account without a name',
    { nfs: { enabled: true, node: { serviceAccount: { create: false } } } },
    'nfs.node.serviceAccount.create is false and its name is empty: name the account that is there',
  ],
  [
    'one account for both drivers',
    {
      controller: { serviceAccount: { name: 'x' } },
      nfs: { enabled: true, controller: { serviceAccount: { name: 'x' } } },
    },
    'controller.serviceAccount.name and nfs.controller.serviceAccount.name are the same',
  ],
  [
    'an NFS class without shares',
    nfsClass({ xmsServers: '10.0.0.1' }),
    'examples.nfsStorageClass.enabled is true: give xmsServers (managers of the array) and shares',
  ],
  [
    'an NFS class without a Secret',
    nfsClass({ xmsServers: '10.0.0.1', shares }),
    'examples.nfsStorageClass: give secretName and secretNamespace',
  ],
  [
    'group access without a group',
    nfsClass({ xmsServers: '10.0.0.1', shares, secretName: 's', secretNamespace: 'n', access: 'group' }),
    'examples.nfsStorageClass.access is "group" and clientGroupName ""',
  ],
];
