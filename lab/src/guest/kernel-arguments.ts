import { linkName, macOf, netsOf } from '../network/ports.js';
import { hasFiles } from '../network/storage.js';
import { addressOf, PLACES, PREFIX_LENGTH, type GuestName } from '../network/topology.js';
import { backingArguments, BACKING_CABLES, type Cable } from './backing-arguments.js';
import type { LabProfile } from '../lab-profile.js';
import { gatewayMonitors } from '../quorum/addresses.js';

export interface GuestImage {
  /** Shared read-only root file system. */
  readonly root: string;
  /** Directory of init, agent and programs, mounted in the guest at /twinsite/files. */
  readonly files: string;
  /** Where UML keeps its pid file and console socket. */
  readonly umlDirectory: string;
  readonly poolImage: string;
  /** The disk of the file system below the file gateways. */
  readonly backingImage: string;
  /** A directory per node below it outlives the node's reboots. */
  readonly nodeState: string;
}

export function initiatorIqn(guest: GuestName): string {
  return `iqn.2026-01.lab.twinsite:${guest}`;
}

/** The command line of a User-Mode Linux guest (linux.uml(1)). */
export function kernelArguments(guest: GuestName, image: GuestImage, profile: LabProfile): string[] {
  const { kind } = PLACES[guest];
  return [
    `umid=${guest}`,
    `uml_dir=${image.umlDirectory}/`,
    `mem=${memoryOf(guest, profile)}`,
    'rootfstype=hostfs',
    `rootflags=${image.root}`,
    'ro',
    'init=/twinsite/init',
    'con=null',
    'con0=fd:0,fd:1',
    'quiet',
    ...cablesOf(guest).map(
      ([member, net], index) =>
        `vec${index}:transport=tap,ifname=${linkName(member, net)},depth=128,gro=1,mac=${macOf(member, net)}`,
    ),
    `lab.files=${image.files}`,
    `lab.name=${guest}`,
    `lab.role=${kind}`,
    `lab.mgmt=${addressOf(guest, 'management')}/${PREFIX_LENGTH.management}`,
    ...ownArguments(guest, image, profile),
  ];
}

/** In the order in which the kernel numbers them. */
function cablesOf(guest: GuestName): readonly Cable[] {
  return guest === 'backing' ? BACKING_CABLES : netsOf(guest).map((net) => [guest, net] as const);
}

function memoryOf(guest: GuestName, profile: LabProfile): string {
  const { kind } = PLACES[guest];
  if (kind === 'node') return profile.nodeMemory;
  return kind === 'gateway' ? profile.gatewayMemory : profile.backingMemory;
}

function ownArguments(guest: GuestName, image: GuestImage, profile: LabProfile): string[] {
  if (guest === 'backing') return backingArguments(image.backingImage, profile);
  const data = `lab.data=${addressOf(guest, 'data')}/${PREFIX_LENGTH.data}`;
  const own =
    PLACES[guest].kind === 'gateway'
      ? gatewayArguments(image, profile)
      : nodeArguments(guest, image, profile);
  return [data, ...own];
}

/** The directory a node keeps: what a disk of its own would be. */
export function nodeStateOf(guest: GuestName, { nodeState }: Pick<GuestImage, 'nodeState'>): string {
  return `${nodeState}/${guest}`;
}

/** The file that is the node's disk, where the profile gives nodes one. */
export function nodeDiskOf(guest: GuestName, image: Pick<GuestImage, 'nodeState'>): string {
  return `${nodeStateOf(guest, image)}.disk`;
}

function nodeArguments(
  guest: GuestName,
  image: GuestImage,
  { nodeDiskBytes, storage }: LabProfile,
): string[] {
  return [
    `lab.iqn=${initiatorIqn(guest)}`,
    `lab.state=${nodeStateOf(guest, image)}`,
    ...(hasFiles(storage) ? ['lab.nfs=1'] : []),
    ...(nodeDiskBytes === undefined ? [] : [`ubd0=${nodeDiskOf(guest, image)}`]),
  ];
}

/** `c` shares the image without a lock between the gateways, `d` forbids the copy-on-write reading of it. */
function gatewayArguments(image: GuestImage, profile: LabProfile): string[] {
  return [
    `ubd0cd=${image.poolImage}`,
    `lab.monitors=${gatewayMonitors().join(',')}`,
    `lab.lease_ms=${profile.gatewayLeaseMs}`,
  ];
}
