import { listOr, type ProblemTexts } from '../shared/problem-texts.js';
import type { AttachmentProblem } from './attachment-problems.js';

export const attachmentTexts: ProblemTexts<AttachmentProblem['kind']> = {
  'node-missing': ({ nodeId, detail }) => `node_id "${nodeId}" is not known: ${detail}`,
  'initiator-taken': ({ iqn, node, holder }) =>
    `initiator ${iqn} of node ${node} is registered for ${holder}; two hosts must not share one name: set another InitiatorName on one of them`,
  'attached-elsewhere': ({ volume, holders }) =>
    `volume ${volume} is attached to ${holders.join(', ')} and cannot be shared with them in this access mode; unpublish it there first`,
  'attached-differently': ({ volume, node, has, wanted }) =>
    `volume ${volume} is attached to node ${node} ${has}, not ${wanted}; unpublish it there first`,
  'access-path-missing': ({ accessPath, known }) =>
    `access path "${accessPath}" does not exist; the array has ${listOr(known, 'none')}`,
  'access-path-differs': ({ volume, has, wanted }) =>
    `volume ${volume} is mapped through access path ${has}, not ${wanted}; a volume has one access path`,
  'no-portals': ({ accessPath, detail }) => `access path ${accessPath} gives no portal: ${detail}`,
  'attach-limit': ({ node, limit }) =>
    `node ${node} has ${limit} volumes attached, as many as it may have; detach one, or raise node.maxVolumes in the driver's configuration`,
  'lun-missing': ({ volume, accessPath }) =>
    `the array shows no LUN for volume ${volume} on access path ${accessPath} after mapping it`,
  'identity-unknown': ({ volume, sn, rule }) =>
    `the serial number "${sn}" of volume ${volume} gives no SCSI identity; correct ${rule}, without it a disk cannot be proved to be the right one`,
  'fence-unproven': ({ volume, node, evidence }) =>
    `node ${node} may still write volume ${volume}: ${evidence}; repeat the call until the fence is confirmed`,
};
