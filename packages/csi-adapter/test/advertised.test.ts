import { status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { CsiCallError, type CsiClient } from '../src/index.js';
import {
  Controller,
  ControllerServiceCapability_RPC_Type as ControllerType,
  Node,
  NodeServiceCapability_RPC_Type as NodeType,
  PluginCapability_Service_Type as PluginType,
  PluginCapability_VolumeExpansion_Type as ExpansionType,
} from '../src/generated/csi_pb.js';
import { fileControllerUseCases, fileNodeUseCases } from './support/file-use-cases.js';
import { openOnly } from './support/porch.js';
import { controllerUseCases, nodeUseCases } from './support/use-cases.js';

/** The RPCs each capability stands for ("ControllerServiceCapability", "NodeServiceCapability"). */
const CONTROLLER_RPCS: Partial<Record<keyof typeof ControllerType, readonly string[]>> = {
  CREATE_DELETE_VOLUME: ['createVolume', 'deleteVolume'],
  PUBLISH_UNPUBLISH_VOLUME: ['controllerPublishVolume', 'controllerUnpublishVolume'],
  GET_CAPACITY: ['getCapacity'],
  LIST_VOLUMES: ['listVolumes'],
  CREATE_DELETE_SNAPSHOT: ['createSnapshot', 'deleteSnapshot'],
  LIST_SNAPSHOTS: ['listSnapshots'],
  GET_SNAPSHOT: ['getSnapshot'],
  EXPAND_VOLUME: ['controllerExpandVolume'],
  GET_VOLUME: ['controllerGetVolume'],
  LIST_VOLUMES_PUBLISHED_NODES: [],
  CLONE_VOLUME: [],
  PUBLISH_READONLY: [],
  SINGLE_NODE_MULTI_WRITER: [],
};
const NODE_RPCS: Partial<Record<keyof typeof NodeType, readonly string[]>> = {
  STAGE_UNSTAGE_VOLUME: ['nodeStageVolume', 'nodeUnstageVolume'],
  GET_VOLUME_STATS: ['nodeGetVolumeStats'],
  EXPAND_VOLUME: ['nodeExpandVolume'],
  SINGLE_NODE_MULTI_WRITER: [],
};
/** Required whatever is advertised. */
const ALWAYS_CONTROLLER = ['controllerGetCapabilities', 'validateVolumeCapabilities'];
const ALWAYS_NODE = ['nodeGetCapabilities', 'nodeGetInfo', 'nodePublishVolume', 'nodeUnpublishVolume'];

type Calls = Readonly<Record<string, (request: object) => Promise<unknown>>>;

async function answeringMethods(calls: object, names: readonly string[]): Promise<readonly string[]> {
  const answers = await Promise.all(
    names.map(async (name) => {
      const code = await (calls as Calls)[name]?.({}).then(
        () => status.OK,
        (error: unknown) => (error instanceof CsiCallError ? error.code : status.UNKNOWN),
      );
      return { name, code };
    }),
  );
  return answers.filter(({ code }) => code !== status.UNIMPLEMENTED).map(({ name }) => name);
}

const methodNames = (service: typeof Controller | typeof Node): readonly string[] =>
  service.methods.map(({ localName }) => localName);

async function controllerTypes(client: CsiClient): Promise<readonly string[]> {
  const { capabilities } = await client.controller.controllerGetCapabilities({});
  return capabilities.map(({ type }) => (type.case === 'rpc' ? ControllerType[type.value.type] : '?'));
}

const block = { controller: controllerUseCases(), node: nodeUseCases() };
const files = { files: { controller: fileControllerUseCases(), node: fileNodeUseCases() } };
const NOT_OF_FILES = [
  'CREATE_DELETE_SNAPSHOT',
  'LIST_SNAPSHOTS',
  'GET_SNAPSHOT',
  'LIST_VOLUMES_PUBLISHED_NODES',
  'CLONE_VOLUME',
];

test.each([
  ['block', block, []],
  ['file', files, NOT_OF_FILES],
] as const)(
  'Controller of %s volumes: what is advertised is implemented, and nothing else answers',
  async (_kind, options, missing) => {
    const { client } = await openOnly(options);
    const advertised = await controllerTypes(client);
    const expected = Object.keys(CONTROLLER_RPCS).filter(
      (type) => !missing.some((absent) => absent === type),
    );
    expect([...advertised].sort()).toEqual(expected.sort());
    const promised = advertised.flatMap(
      (type) => CONTROLLER_RPCS[type as keyof typeof ControllerType] ?? ['?'],
    );
    const answering = await answeringMethods(client.controller, methodNames(Controller));
    expect([...answering].sort()).toEqual([...promised, ...ALWAYS_CONTROLLER].sort());
  },
);

test.each([
  ['block', block, ['EXPAND_VOLUME']],
  ['file', files, []],
] as const)(
  'Node of %s volumes: what is advertised is implemented, and nothing else answers',
  async (_kind, options, more) => {
    const { client } = await openOnly(options);
    const { capabilities } = await client.node.nodeGetCapabilities({});
    const advertised = capabilities.map(({ type }) =>
      type.case === 'rpc' ? NodeType[type.value.type] : '?',
    );
    expect([...advertised].sort()).toEqual(
      [...more, 'GET_VOLUME_STATS', 'SINGLE_NODE_MULTI_WRITER', 'STAGE_UNSTAGE_VOLUME'].sort(),
    );
    const promised = advertised.flatMap((type) => NODE_RPCS[type as keyof typeof NodeType] ?? ['?']);
    const answering = await answeringMethods(client.node, methodNames(Node));
    expect([...answering].sort()).toEqual([...promised, ...ALWAYS_NODE].sort());
  },
);

test.each(['controller', 'node', 'all'] as const)(
  'mode %s serves its services and no others',
  async (mode) => {
    const { controller, node } = { controller: controllerUseCases(), node: nodeUseCases() };
    const { client } = await openOnly({
      ...(mode === 'node' ? {} : { controller }),
      ...(mode === 'controller' ? {} : { node }),
    });
    const controllerMethods = await answeringMethods(client.controller, methodNames(Controller));
    const nodeMethods = await answeringMethods(client.node, methodNames(Node));
    expect([controllerMethods.length > 0, nodeMethods.length > 0]).toEqual([
      mode !== 'node',
      mode !== 'controller',
    ]);
  },
);

test('every instance names the same plugin capabilities, whichever services it serves', async () => {
  for (const options of [{ controller: controllerUseCases() }, { node: nodeUseCases() }, files]) {
    const { client } = await openOnly(options);
    const { capabilities } = await client.identity.getPluginCapabilities({});
    const types = capabilities.map(({ type }) => [type.case, type.value?.type]);
    expect(types).toEqual([
      ['service', PluginType.CONTROLLER_SERVICE],
      ['volumeExpansion', ExpansionType.ONLINE],
    ]);
  }
});
