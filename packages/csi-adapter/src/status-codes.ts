import { status } from '@grpc/grpc-js';
import type { ProblemKind } from '@twinsite/domain';

export type StatusName = Exclude<keyof typeof status, 'OK'>;

/**
 * One total table: every problem has its gRPC status, and nothing else in the product names one. The reasons are in
 * docs/adr/0004-status-codes.md, the meaning for a human in docs/errors.md (a test keeps it in step).
 */
const CODES = {
  'invalid-request': 'INVALID_ARGUMENT',
  'token-unknown': 'ABORTED',
  deadline: 'DEADLINE_EXCEEDED',
  cancelled: 'CANCELLED',
  pending: 'ABORTED',

  'volume-missing': 'NOT_FOUND',
  'volume-ambiguous': 'FAILED_PRECONDITION',
  'volume-differs': 'ALREADY_EXISTS',
  'volume-failed': 'UNAVAILABLE',
  'volume-in-use': 'FAILED_PRECONDITION',
  'volume-has-snapshots': 'FAILED_PRECONDITION',
  'capacity-out-of-range': 'OUT_OF_RANGE',
  'pool-missing': 'INVALID_ARGUMENT',
  'pool-ambiguous': 'INVALID_ARGUMENT',
  'pool-full': 'RESOURCE_EXHAUSTED',

  'snapshot-missing': 'NOT_FOUND',
  'snapshot-differs': 'ALREADY_EXISTS',
  'snapshot-failed': 'UNAVAILABLE',
  'snapshot-in-use': 'FAILED_PRECONDITION',
  'restore-refused': 'FAILED_PRECONDITION',

  'array-unreachable': 'UNAVAILABLE',
  'array-denied': 'UNAUTHENTICATED',
  'array-refused': 'FAILED_PRECONDITION',
  'outcome-unknown': 'DEADLINE_EXCEEDED',
  'array-reply-malformed': 'UNAVAILABLE',
  'array-unsettled': 'DEADLINE_EXCEEDED',
  'credentials-missing': 'UNAVAILABLE',
  'array-dropped': 'FAILED_PRECONDITION',
  'managers-of-several-arrays': 'INVALID_ARGUMENT',
  'array-not-listed': 'INVALID_ARGUMENT',

  'node-missing': 'NOT_FOUND',
  'initiator-taken': 'FAILED_PRECONDITION',
  'attached-elsewhere': 'FAILED_PRECONDITION',
  'attached-differently': 'ALREADY_EXISTS',
  'access-path-missing': 'INVALID_ARGUMENT',
  'access-path-differs': 'FAILED_PRECONDITION',
  'no-portals': 'FAILED_PRECONDITION',
  'attach-limit': 'RESOURCE_EXHAUSTED',
  'lun-missing': 'UNAVAILABLE',
  'identity-unknown': 'FAILED_PRECONDITION',
  'fence-unproven': 'ABORTED',

  'gateway-unknown': 'FAILED_PRECONDITION',
  'access-path-in-use': 'FAILED_PRECONDITION',
  'secret-not-allowed': 'FAILED_PRECONDITION',

  'file-api-missing': 'FAILED_PRECONDITION',
  'folder-missing': 'INVALID_ARGUMENT',
  'folder-full': 'RESOURCE_EXHAUSTED',
  'vip-missing': 'INVALID_ARGUMENT',
  'client-group-missing': 'FAILED_PRECONDITION',
  'client-group-differs': 'FAILED_PRECONDITION',
  'folder-public': 'FAILED_PRECONDITION',
  'folder-unshared': 'FAILED_PRECONDITION',
  'admitted-otherwise': 'FAILED_PRECONDITION',
  'group-shut-out': 'FAILED_PRECONDITION',
  'mount-lingers': 'UNAVAILABLE',
  'server-silent': 'UNAVAILABLE',
  'mount-refused': 'FAILED_PRECONDITION',

  'too-few-paths': 'UNAVAILABLE',
  'site-without-path': 'UNAVAILABLE',
  'wrong-device': 'FAILED_PRECONDITION',
  'identity-in-use': 'FAILED_PRECONDITION',
  'map-not-ready': 'UNAVAILABLE',
  'disk-not-blank': 'FAILED_PRECONDITION',
  'filesystem-differs': 'FAILED_PRECONDITION',
  'filesystem-dirty': 'FAILED_PRECONDITION',
  'format-elsewhere': 'ABORTED',
  'already-published': 'FAILED_PRECONDITION',
  'device-busy': 'FAILED_PRECONDITION',
  'path-busy': 'FAILED_PRECONDITION',
  'mounted-differently': 'ALREADY_EXISTS',
  'not-staged': 'FAILED_PRECONDITION',
  'path-missing': 'NOT_FOUND',
  'tool-missing': 'FAILED_PRECONDITION',
  'tool-failed': 'UNAVAILABLE',
  'tool-hung': 'DEADLINE_EXCEEDED',
  'host-io': 'UNAVAILABLE',
  'journal-unreadable': 'FAILED_PRECONDITION',

  'kubernetes-unreachable': 'UNAVAILABLE',
  'kubernetes-denied': 'FAILED_PRECONDITION',
  'kubernetes-refused': 'FAILED_PRECONDITION',
  'kubernetes-conflict': 'ABORTED',
  'kubernetes-unsynced': 'UNAVAILABLE',

  'claims-not-kept': 'FAILED_PRECONDITION',
  'group-overlap': 'FAILED_PRECONDITION',
  'retain-unproven': 'FAILED_PRECONDITION',
  'peer-holds-data': 'FAILED_PRECONDITION',
  'release-deletes-data': 'FAILED_PRECONDITION',
  'set-incomplete': 'FAILED_PRECONDITION',
  'kind-unserved': 'FAILED_PRECONDITION',
  'object-conflict': 'FAILED_PRECONDITION',
  'object-leaving': 'FAILED_PRECONDITION',
  'volume-doubled': 'FAILED_PRECONDITION',
  'source-differs': 'FAILED_PRECONDITION',
  'volume-claimed': 'FAILED_PRECONDITION',
  'claim-without-volume': 'FAILED_PRECONDITION',
  'claim-elsewhere': 'FAILED_PRECONDITION',
  'claim-lost': 'FAILED_PRECONDITION',
  'claim-missing': 'FAILED_PRECONDITION',
  'claim-unproven': 'FAILED_PRECONDITION',
  'source-in-use': 'FAILED_PRECONDITION',
  'journal-broken': 'DATA_LOSS',
  'journal-unwritable': 'INTERNAL',
  'group-locked': 'ABORTED',
} satisfies Record<ProblemKind, StatusName>;

export const statusNames: Readonly<Record<ProblemKind, StatusName>> = CODES;

/** Of a mistake in this program, and of nothing else. */
export const DEFECT_STATUS: StatusName = 'INTERNAL';

export const statusCode = (name: StatusName): status => status[name];
