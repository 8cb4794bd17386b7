import { bytes, GIB, KnownTargets, never, parseNaa, type Attachment } from '@twinsite/domain';
import { blankDisk, FakeFabric, FakeHost, readWriteOnce, soleWriter } from '@twinsite/domain/testing';
import { FakeApiServer, fixedAccess } from '@twinsite/k8s-dr-adapter/testing';
import { afterEach } from 'vitest';
import { compose } from '../src/composition/compose.js';
import { startBackground } from '../src/composition/start-background.js';
import { TOKENS } from '../src/composition/tokens.js';
import { createLogger } from '../src/logger.js';
import { ENDPOINT, read } from './read-config.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const stagingPath = '/staging/globalmount';
const pod = { name: 'web', namespace: 'shop', uid: 'u-1' };
const FILE = 'clusterId: a\nkubernetes: { enabled: true, namespace: storage }\n';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A node plugin as it is composed, on a host in memory and an API server in memory. */
export async function aNode() {
  const server = await FakeApiServer.start();
  open.push(() => server.down());
  const args = ['--mode=node', '--node-name=node-1', '--state-dir=/state', ...ENDPOINT];
  const { result } = read(args, FILE);
  if (!result.ok) throw new Error('unusable configuration');
  const lines: string[] = [];
  const log = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  const container = compose(result.value, log, { api: fixedAccess(server.url), namespace: 'storage' });
  const { host, attachment } = oneDisk();
  const real = container.resolve(TOKENS.nodeHost);
  container.register(TOKENS.nodeHost, { useValue: { ...real, inventory: host.inventory } });
  container.register(TOKENS.nodePorts, { useValue: host.ports });
  container.register(TOKENS.knownTargets, { useValue: new KnownTargets(host.memory) });
  const node = container.resolve(TOKENS.node);
  const capability = readWriteOnce();
  const volume = { volumeId, stagingPath, capability };
  return {
    server,
    lines,
    start: async (): Promise<void> => {
      const background = await startBackground(container, log);
      if (background.ok) open.push(() => background.value.stop());
    },
    stage: (change: Partial<Attachment> = {}) =>
      node.stageVolume({ ...volume, attachment: { ...attachment, ...change }, context: {} }, never),
    publish: () => node.publishOnNode({ ...volume, targetPath: '/pods/1', readOnly: false, pod }, never),
    unstage: () => node.unstageVolume({ volumeId, stagingPath }, never),
  };
}

function oneDisk(): { readonly host: FakeHost; readonly attachment: Attachment } {
  const naa = parseNaa('60014050000000000000000000000001');
  if (naa === undefined) throw new Error('unusable identity');
  const [fabric, disk] = [new FakeFabric(), blankDisk(naa, bytes(GIB))];
  const portal = { address: '10.7.1.1', port: 3260 };
  const iqn = 'iqn.2018-12.sds:gw-a';
  fabric.addPortal(portal, iqn).luns.set(1, disk);
  const portals = [{ iqn, portal, site: 'a' }];
  const attachment: Attachment = { naa, lun: 1, size: disk.size, origin: 'new', ...soleWriter, portals };
  return { host: new FakeHost(fabric), attachment };
}
