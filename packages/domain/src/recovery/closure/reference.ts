import type { ObjectRef } from '../objects/object-ref.js';

/** What an object names. */
export interface Reference {
  readonly to: ObjectRef;
  /** Where it names it: `spec.volumes[].persistentVolumeClaim.claimName`. */
  readonly reason: string;
  /** Without it the object does not work. */
  readonly required: boolean;
  /** It is looked for in several places, and nothing is missing where it is not. */
  readonly ifThere?: true;
}

export const reference = (
  to: Omit<ObjectRef, 'namespace'> & { readonly namespace?: string | undefined },
  reason: string,
  required = true,
): Reference => ({ to: { ...to, namespace: to.namespace }, reason, required });

export const coreRef = (kind: string, namespace: string | undefined, name: string): ObjectRef => ({
  group: '',
  kind,
  namespace,
  name,
});
