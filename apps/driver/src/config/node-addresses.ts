import { isIP } from 'node:net';
import type { ConfigProblems, FieldReader } from '@twinsite/domain';
import type { CommandLine } from './command-line.js';
import type { DriverKind } from './driver-keys.js';

/** Addresses that the array sees NFS traffic of this node from: `--node-address`, a comma list, else `node.addresses`. */
export function readNodeAddresses(
  line: CommandLine,
  fields: FieldReader,
  { driver, problems }: { readonly driver: DriverKind; readonly problems: ConfigProblems },
): readonly string[] {
  const [given, inFile] = [line.given('node-address'), fields.texts('addresses')];
  const where = given?.where ?? fields.path('addresses');
  const texts = given === undefined ? inFile : given.value.split(',');
  const addresses = [...new Set(texts.map((text) => text.trim().toLowerCase()))];
  if (driver === 'iscsi' && given !== undefined) problems.add(where, given.value, 'is for --driver nfs');
  for (const address of addresses.filter((each) => isIP(each) === 0))
    problems.add(where, address, 'give IP addresses, e.g. 10.0.0.11 or fd00::11');
  return addresses;
}
