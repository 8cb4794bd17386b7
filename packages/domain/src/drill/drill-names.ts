import { DR_PREFIX } from '../recovery/transplant/dr-names.js';
import { sha256 } from '../shared/sha256.js';
import { utf8 } from '../shared/utf8.js';
import type { VolumeName } from '../volume/volume-name.js';

/** Label of everything that a drill made on a cluster: its id. */
export const DRILL_LABEL = `${DR_PREFIX}drill`;
/** Label of a drill's namespaces: the group that is drilled. */
export const DRILLED_GROUP_LABEL = `${DR_PREFIX}drilled-group`;
/** Annotation of a drill's namespaces: ISO 8601, UTC; from then on anybody may end it. */
export const DRILL_UNTIL = `${DR_PREFIX}drill-until`;

const NAME_LIMIT = 63;

/** Of the operation that makes it, so that whoever goes on with that makes the same. */
export const drillIdOf = (operation: string): string => sha256(utf8(operation)).slice(0, 8);

/** The group that a drill's objects belong to: never the one that is drilled, whose commands leave them alone. */
export const drillGroup = (id: string): string => `drill-${id}`;

export function drillNamespace(namespace: string, id: string): string {
  const suffix = `-${drillGroup(id)}`;
  return `${namespace.slice(0, NAME_LIMIT - suffix.length).replace(/-+$/, '')}${suffix}`;
}

/** Of the group snapshot, and of the volume group that it needs. */
export const drillSnapshotName = (id: string): string => `twinsite-${drillGroup(id)}`;

const cloneMark = (id: string): string => `twinsite clone of ${drillGroup(id)}`;
export const cloneName = (id: string, index: number): VolumeName =>
  `${drillGroup(id)}-${index}` as VolumeName;
export const cloneDescription = cloneMark;

/** Made by this drill, by name and by word: nothing else is ever deleted from an array. */
export const isCloneOf = (
  id: string,
  { name, description }: { readonly name: string; readonly description: string },
): boolean => name.startsWith(`${drillGroup(id)}-`) && description.split('\n').includes(cloneMark(id));
