import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { ConfigProblems, FieldReader } from '@twinsite/domain';
import type { CommandLine, Given } from './command-line.js';
import type { DriverKind } from './driver-keys.js';

export interface AddressOrder {
  readonly driver: DriverKind;
  readonly problems: ConfigProblems;
  /** Whether this is the node; another process cannot look for its addresses. */
  readonly required: boolean;
}

/** Addresses of this host, in whose network namespace the driver runs. */
export type OwnAddresses = () => readonly string[];

const ofInterfaces: OwnAddresses = () =>
  Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));

/**
 * Addresses that the array sees NFS traffic of this node from: those that are given, or its own ones within the networks that
 * are given, which are the same words for every node. Undefined when neither is given.
 */
export function readNodeAddresses(
  line: CommandLine,
  fields: FieldReader,
  { driver, problems, required }: AddressOrder,
  own = ofInterfaces,
): readonly string[] | undefined {
  const addresses = read(line, fields, ['node-address', 'addresses']);
  const networks = read(line, fields, ['node-network', 'networks']);
  if (driver === 'iscsi') {
    for (const { given, where } of [addresses, networks])
      if (given !== undefined) problems.add(where, given.value, 'is for --driver nfs');
    return undefined;
  }
  for (const address of addresses.texts.filter((each) => isIP(each) === 0))
    problems.add(addresses.where, address, 'give IP addresses, e.g. 10.0.0.11 or fd00::11');
  if (networks.texts.length === 0) return addresses.texts.length === 0 ? undefined : addresses.texts;
  if (addresses.texts.length > 0) {
    problems.add(networks.where, undefined, `${addresses.where} is given as well; give one of them`);
    return addresses.texts;
  }
  const within = listOf(networks.texts, networks.where, problems);
  if (!required) return [];
  const found = own().filter((address) => within.check(address, familyOf(address)));
  if (found.length === 0)
    problems.add(networks.where, networks.texts.join(','), 'no interface of this node has an address in it');
  return [...new Set(found)].sort();
}

interface GivenTexts {
  readonly texts: readonly string[];
  readonly given: Given | undefined;
  readonly where: string;
}

/** A comma list of the flag, else the list of the file. */
function read(
  line: CommandLine,
  fields: FieldReader,
  [flag, key]: readonly ['node-address' | 'node-network', string],
): GivenTexts {
  const [given, inFile] = [line.given(flag), fields.texts(key)];
  const texts = (given?.value.split(',') ?? inFile).map((text) => text.trim().toLowerCase());
  return { texts: [...new Set(texts)], given, where: given?.where ?? fields.path(key) };
}

function listOf(networks: readonly string[], where: string, problems: ConfigProblems): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [, address = '', bits = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(network) ?? [];
    const widest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    if (Number(bits) <= widest && bits !== '') list.addSubnet(address, Number(bits), familyOf(address));
    else problems.add(where, network, 'give address ranges, e.g. 10.0.0.0/24 or fd00::/64');
  }
  return list;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
