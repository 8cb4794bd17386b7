import { textOf, type Members } from '../objects/members.js';
import { coreRef, type Reference } from './reference.js';

/** Where an object of the core group is named, and in which namespace it is looked for. */
export interface Place {
  readonly kind: 'ConfigMap' | 'PersistentVolumeClaim' | 'Secret' | 'ServiceAccount';
  readonly namespace: string | undefined;
  readonly reason: string;
}

/** The object that a member names; nothing when it names none. `optional: true` beside the name says so. */
export function mention(
  holder: Members,
  member: string,
  { kind, namespace, reason }: Place,
): readonly Reference[] {
  const name = textOf(holder, member);
  if (name === undefined || name === '') return [];
  return [{ to: coreRef(kind, namespace, name), reason, required: holder['optional'] !== true }];
}
