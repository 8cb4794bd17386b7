import { isObject } from '../schema/validate.js';
import { defaultSwitches, type Switches } from '../switches.js';

/** The values of the switches that are choices; the others are numbers, words or tables. */
const choices: Readonly<Partial<Record<keyof Switches, readonly (string | number | boolean)[]>>> = {
  duplicateName: [400, 409],
  accessPathNames: ['unique', 'repeatable'],
  missingGroup: [400, 404],
  deleteMapped: ['refused', 'unmapped-first'],
  snapshotNames: ['unique', 'repeatable'],
  deleteWithSnapshots: ['refused', 'cascades'],
  cloneSize: ['honoured', 'ignored'],
  flattenedParent: ['hidden', 'shown'],
  clientGroupNum: ['live', 'absent'],
  accepted: [200, 202],
  paging: ['present', 'absent'],
  gatewayAddress: ['host', 'network-addresses', 'target'],
  targetPort: ['tcp', 'zero'],
  vipResourceType: ['AccessPath', 'access_path'],
  listsRecycled: [true, false],
  trash: ['off', 'keeps-name', 'renames'],
  resize: ['at-once', 'later'],
  tokenSlides: [true, false],
  removeInUse: ['accepted', 'refused'],
  minorityManager: ['fails', 'serves'],
  fileApi: ['present', 'absent'],
  folderOvercommit: ['refused', 'accepted'],
  deleteSharedTree: ['refused', 'unshared-first'],
  clientAddresses: ['unique', 'repeatable'],
  fileGroupNames: ['unique', 'repeatable'],
  sameShare: ['refused', 'accepted'],
  changedAclId: ['kept', 'new'],
  aclRows: ['at-once', 'when-settled'],
  listsOfShares: ['all', 'one-share'],
  errorBody: ['message', 'error-code', 'text', 'empty'],
};

const settlingKeys: Readonly<Record<string, (value: unknown) => boolean>> = {
  ms: isCount,
  polls: isCount,
  outcome: (value) => ['done', 'error', 'never'].includes(value as string),
};

/** The change asked for, or everything that is wrong with it. */
export function readSwitches(
  value: unknown,
  current: Switches,
): { change: Partial<Switches>; problems: string[] } {
  if (!isObject(value)) return { change: {}, problems: ['body: must be an object of switches'] };
  const problems = Object.entries(value).flatMap(([name, given]) => problemsOf(name, given));
  if (problems.length > 0) return { change: {}, problems };
  const asked = value as Partial<Switches>;
  if (!asked.settling) return { change: asked, problems };
  const merged = Object.entries(asked.settling).map(([kind, change]) => {
    return [kind, { ...current.settling[kind as keyof Switches['settling']], ...change }];
  });
  return { change: { ...asked, settling: Object.fromEntries(merged) as Switches['settling'] }, problems };
}

function problemsOf(name: string, given: unknown): string[] {
  if (!(name in defaultSwitches))
    return [`${name}: is no switch; there are ${Object.keys(defaultSwitches).join(', ')}`];
  const key = name as keyof Switches;
  const allowed = choices[key];
  if (allowed)
    return (allowed as readonly unknown[]).includes(given)
      ? []
      : [`${name}: must be one of ${allowed.join(', ')}`];
  if (key === 'settling') return settlingProblems(given);
  if (key === 'statusWords') return isWords(given) ? [] : [`${name}: must map words to words`];
  if (typeof defaultSwitches[key] === 'number')
    return isCount(given) ? [] : [`${name}: must be a number, 0 or more`];
  return typeof given === 'string' ? [] : [`${name}: must be a word`];
}

function settlingProblems(given: unknown): string[] {
  if (!isObject(given)) return ['settling: must be an object by kind'];
  return Object.entries(given).flatMap(([kind, change]) => {
    if (!(kind in defaultSwitches.settling) || !isObject(change)) return [`settling.${kind}: is no kind`];
    const wrong = Object.entries(change).filter(([key, value]) => settlingKeys[key]?.(value) !== true);
    return wrong.map(
      ([key]) => `settling.${kind}.${key}: must be ms or polls with a number, or a known outcome`,
    );
  });
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

function isWords(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((word) => typeof word === 'string');
}
