import { linkName, macOf, netsOf } from '../network/ports.js';
import { addressOf, PLACES, PREFIX_LENGTH, type GuestName } from '../network/topology.js';
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
  /** A directory per node below it outlives the node's reboots. */
  readonly nodeState: string;
}

export function initiatorIqn(guest: GuestName): string {
  return `iqn.2026-01.lab.twinsite:${guest}`;
}

/** The command line of a User-Mode Linux guest (linux.uml(1)). */
export function kernelArguments(guest: GuestName, image: GuestImage, profile: LabProfile): string[] {
  const gateway = PLACES[guest].kind === 'gateway';
  return [
    `umid=${guest}`,
    `uml_dir=${image.umlDirectory}/`,
    `mem=${gateway ? profile.gatewayMemory : profile.nodeMemory}`,
    'rootfstype=hostfs',
    `rootflags=${image.root}`,
    'ro',
    'init=/twinsite/init',
    'con=null',
    'con0=fd:0,fd:1',
    'quiet',
    ...netsOf(guest).map(
      (net, index) =>
        `vec${index}:transport=tap,ifname=${linkName(guest, net)},depth=128,gro=1,mac=${macOf(guest, net)}`,
    ),
    `lab.files=${image.files}`,
    `lab.name=${guest}`,
    `lab.role=${gateway ? 'gateway' : 'node'}`,
    `lab.data=${addressOf(guest, 'data')}/${PREFIX_LENGTH.data}`,
    `lab.mgmt=${addressOf(guest, 'management')}/${PREFIX_LENGTH.management}`,
    ...(gateway ? gatewayArguments(image, profile) : nodeArguments(guest, image, profile)),
  ];
}

/** The directory a node keeps: what a disk of its own would be. */
export function nodeStateOf(guest: GuestName, { nodeState }: Pick<GuestImage, 'nodeState'>): string {
  return `${nodeState}/${guest}`;
}

/** The file that is the node's disk, where the profile gives nodes one. */
export function nodeDiskOf(guest: GuestName, image: Pick<GuestImage, 'nodeState'>): string {
  return `${nodeStateOf(guest, image)}.disk`;
}

function nodeArguments(guest: GuestName, image: GuestImage, { nodeDiskBytes }: LabProfile): string[] {
  return [
    `lab.iqn=${initiatorIqn(guest)}`,
    `lab.state=${nodeStateOf(guest, image)}`,
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
