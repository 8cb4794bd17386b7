import type { ArrayCredentials, ObjectKey } from '@twinsite/domain';
import type { MissingCredentials } from '../directory/array-config.js';

/** What an AccessPath object of the cluster says of its array (`spec.cluster_info`). */
export interface SeenAccessPath {
  readonly key: ObjectKey;
  /** When the object was made. Unit: ms since the Unix epoch. */
  readonly createdAt: number;
  /** As written, in order. */
  readonly managers: readonly string[];
  /** Of its Secret as it is now. */
  readonly credentials: ArrayCredentials | MissingCredentials;
  /** It may not use its Secret: it says nothing of arrays that others name. */
  readonly isRefused?: boolean;
  /** Its managers have once said that they are of several arrays: believed until all of them have said otherwise. */
  readonly wasMixed?: boolean;
}

/** Something about the list of arrays that a person should know, for an event of the AccessPath. */
export interface ArrayListFinding {
  readonly accessPath: ObjectKey;
  readonly reason: 'OtherCredentialsUsed' | 'ManagersOfSeveralArrays' | 'ManagerUnreadable';
  /** A sentence for a person, without secrets. */
  readonly message: string;
}
