import { configProblemLines, ConfigProblems, FieldReader } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { readCommandLine } from '../src/config/command-line.js';
import { readNodeAddresses } from '../src/config/node-addresses.js';
import { ENDPOINT, read } from './read-config.js';

const NODE = ['--driver', 'nfs', '--mode', 'node', ...ENDPOINT, '--state-dir', '/var/lib/twinsite'];
const CONTROLLER = ['--driver', 'nfs', '--mode', 'controller', ...ENDPOINT];

test('the addresses of a node come from the file or, first, from the command line', () => {
  const file = 'node: { addresses: [10.0.0.11, "FD00::11", 10.0.0.11] }\n';
  expect(read(NODE, file).result).toMatchObject({
    value: { driver: 'nfs', node: { addresses: ['10.0.0.11', 'fd00::11'] } },
  });
  const given = read([...NODE, '--node-address', '10.0.1.11, 10.0.1.12'], file).result;
  expect(given).toMatchObject({ value: { node: { addresses: ['10.0.1.11', '10.0.1.12'] } } });
  const inherited = read(NODE, undefined, { TWINSITE_NODE_ADDRESS: '10.0.2.11' }).result;
  expect(inherited).toMatchObject({ value: { node: { addresses: ['10.0.2.11'] } } });
});

test('a node without an address, or with what is none, is refused by name', () => {
  expect(read(NODE).text).toContain('--node-address: is required for the node of the NFS driver');
  expect(read([...NODE, '--node-address', 'worker-1']).text).toContain(
    '--node-address = "worker-1": give IP addresses',
  );
  expect(read(NODE, 'node: { addresses: ["10.0.0.0/24"] }\n').text).toContain(
    'node.addresses = "10.0.0.0/24"',
  );
  expect(read(CONTROLLER).text).toBe('');
});

test('the addresses of a node may be its own within the networks that are the same for every node', () => {
  const own = () => ['127.0.0.1', '10.244.1.1', '10.7.1.12', '10.7.1.11', 'fd00::11', '10.7.1.11'];
  const read = (value: string, required = true) => {
    const problems = new ConfigProblems();
    const line = readCommandLine(['--node-network', value], {}, problems);
    const fields = new FieldReader({}, 'node', problems);
    const addresses = readNodeAddresses(line, fields, { driver: 'nfs', problems, required }, own);
    return { addresses, text: configProblemLines(problems.list).join() };
  };
  expect(read('10.7.1.0/24,fd00::/64')).toEqual({
    addresses: ['10.7.1.11', '10.7.1.12', 'fd00::11'],
    text: '',
  });
  expect(read('192.0.2.0/24').text).toContain('no interface of this node has an address in it');
  expect(read('192.0.2.0/24', false).text).toBe('');
  for (const odd of ['10.7.1.0', '10.7.1.0/33', 'storage/24', 'fd00::/129'])
    expect(read(odd).text, odd).toContain(`--node-network = "${odd}": give address ranges`);
});

test('addresses and networks together are refused', () => {
  const { text } = read([...NODE, '--node-address', '10.0.0.11', '--node-network', '10.0.0.0/24']);
  expect(text).toContain('--node-network: --node-address is given as well; give one of them');
});

test('the client group of the cluster is a setting of the NFS driver', () => {
  expect(read(CONTROLLER, 'clientGroupName: nodes-of-b\n').result).toMatchObject({
    ok: true,
    value: { clientGroupName: 'nodes-of-b' },
  });
});

test('settings of the other driver are refused by name, each with the driver that it is for', () => {
  const file =
    'defaultAccessPath: ap\ntimers: {}\nmultipath: {}\nkubernetes: { secretNamespaces: [a] }\nclusterId: x\nnode: { maxVolumes: 7 }\n';
  const { text } = read(CONTROLLER, file);
  for (const key of [
    'defaultAccessPath',
    'timers',
    'multipath',
    'kubernetes.secretNamespaces',
    'node.maxVolumes',
  ])
    expect(text).toContain(`${key}: is for --driver iscsi; take it out of the file for nfs`);
  expect(text).not.toContain('clusterId');
  const block = read(
    ['--mode', 'controller', ...ENDPOINT],
    'clientGroupName: g\nnode: { addresses: [10.0.0.1] }\n',
  );
  for (const key of ['clientGroupName', 'node.addresses'])
    expect(block.text).toContain(`${key}: is for --driver nfs; take it out of the file for iscsi`);
  const flag = read(['--mode', 'controller', ...ENDPOINT, '--node-address', '10.0.0.1']);
  expect(flag.text).toContain('--node-address = "10.0.0.1": is for --driver nfs');
});

test('a driver that there is not is refused with those that there are', () => {
  expect(read(['--driver', 'smb', '--mode', 'controller', ...ENDPOINT]).text).toContain(
    '--driver = "smb": give one of iscsi, nfs',
  );
});
