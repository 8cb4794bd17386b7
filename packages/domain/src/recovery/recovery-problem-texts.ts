import type { ProblemTexts } from '../shared/problem-texts.js';
import type { RecoveryProblem } from './recovery-problems.js';

export const recoveryTexts: ProblemTexts<RecoveryProblem['kind']> = {
  'claims-not-kept': ({ statefulSet, field }) =>
    `${statefulSet} deletes its claims (${field} = "Delete"), so scaling it to 0 would lose them; set the field to "Retain" and repeat`,
  'group-overlap': ({ object, group }) =>
    `${object} belongs to the protected group ${JSON.stringify(group)}; take it out of one of the two groups in drctl.yaml, or unprotect that group first`,
  'retain-unproven': ({ object, found }) =>
    `${object} is not proved to be kept when its claim is deleted (${found}); delete no claim or namespace of the group, and repeat`,
  'peer-holds-data': ({ object, holder }) =>
    `${object} keeps Retain, because the other cluster holds the same data as ${holder}; delete that object there first, its policy is Retain too`,
  'release-deletes-data': ({ object, missing }) =>
    `${object} keeps Retain, because ${missing} is gone and its old policy would delete the data at once; delete the object by hand if that is wanted`,
  'set-incomplete': ({ object, from, reason }) =>
    `${object} is missing, and ${from} cannot start without it (${reason}); make it on the source and back up again, or say --accept-gaps to restore what is there`,
  'kind-unserved': ({ object, apiVersion }) =>
    `${object} is of a kind that this cluster does not serve (${apiVersion}); install its CustomResourceDefinition or API server there, and repeat`,
  'object-conflict': ({ object, fields }) =>
    `${object} is there already with other values of ${fields.join(', ')}; change it there, or say --conflict adopt (keep it as it is) or --conflict replace-metadata`,
  'object-leaving': ({ object }) => `${object} is being deleted there; wait until it is gone, and repeat`,
  'volume-doubled': ({ object, holder, handle }) =>
    `${object} would be the second to stand for volume ${JSON.stringify(handle)}, which ${holder} stands for; delete that object when nothing uses it (its data stays while its policy is Retain), and repeat`,
  'source-differs': ({ object, field }) =>
    `${object} is there already and stands for other data (${field} differs); it is never replaced: find out whose it is, and rename or delete it by hand`,
  'volume-claimed': ({ object, claim, wanted }) =>
    `${object} is kept for claim ${claim}, not for ${wanted}; nothing was changed: delete that claim if it is nobody's, and repeat`,
  'claim-without-volume': ({ object }) =>
    `${object} names no volume, so the cluster would make an empty one for it; back up again when it is bound on the source`,
  'claim-elsewhere': ({ object, wanted, found }) =>
    found === ''
      ? `${object} is there already and waits for a new, empty volume instead of ${wanted}; delete that claim, and repeat`
      : `${object} is there already with volume ${found} instead of ${wanted}; look whose data that is, delete the claim by hand if it is nobody's, and repeat`,
  'claim-lost': ({ object, volume }) =>
    `${object} is Lost: its volume ${volume} was not there, or is kept for another claim; delete the claim (the data stays while the volume's policy is Retain), and repeat`,
  'claim-missing': ({ statefulSet, claim }) =>
    `${statefulSet} would make ${claim} with a new, empty volume, because the backup does not carry it; back up again when that claim is bound, or scale the set down on the source first`,
  'claim-unproven': ({ object, found }) =>
    `${object} is not proved to have its own volume (${found}); no workload was started: look at the events of the claim, and repeat`,
  'source-in-use': ({ group, users }) =>
    `group ${JSON.stringify(group)} still runs on the other cluster (${users.join('; ')}), and two clusters must never write the same data; stop it there, and repeat`,
  'journal-broken': ({ path, record }) =>
    `the journal ${path} was changed or damaged (record ${record}); move it away, keep it as evidence, and repeat: what was done is read from the clusters`,
  'journal-unwritable': ({ path, detail }) =>
    `the journal ${path} cannot be written (${detail}), and nothing is done without it; make room or name another directory with "state" in drctl.yaml`,
  'group-locked': ({ group, holder, path }) =>
    `another drctl works on group ${JSON.stringify(group)} (${holder}); wait for it, or remove ${path} when you know that it does not run`,
  'bundle-broken': ({ file, found }) =>
    `the bundle is damaged: ${file} ${found}; use another bundle (drctl backup makes one while the source is there)`,
  'bundle-untrusted': ({ detail }) =>
    `nobody who is trusted here has signed the bundle (${detail}); check where it comes from, and keys.trusted in drctl.yaml`,
  'bundle-foreign': ({ group, wanted }) =>
    `the bundle is of group ${JSON.stringify(group)}, not of ${JSON.stringify(wanted)}; name a bundle of that group`,
  'bundle-older': ({ counter, newest }) =>
    `the bundle is number ${counter}, and ${newest} is known; use that one, or say --accept-older to bring back the older state`,
  'bundle-stale': ({ createdAt, maxAgeMs }) =>
    `the bundle is of ${createdAt}, older than ${Math.round(maxAgeMs / 1000)} s; back up again, or say --max-age`,
  'bundle-taken': ({ place }) =>
    `there is a bundle at ${place} already: another drctl has written it meanwhile; repeat`,
  'bundle-missing': ({ place }) =>
    `there is no bundle at ${place}; make one with drctl backup, or name another`,
  'store-failed': ({ place, detail }) =>
    `the bundle store failed at ${place} (${detail}); check the store, and repeat`,
  'seal-without-recipient': () =>
    'the group has Secrets or credentials, and there is nobody to seal them for; name keys.recipients (age1...) in drctl.yaml: they are never written in clear',
  'seal-failed': ({ detail }) =>
    `the sealed part of the bundle cannot be used (${detail}); check keys.identity in drctl.yaml`,
  'plan-drifted': ({ changes }) =>
    `what the plan was made of has changed (${changes.join('; ')}); nothing was done: make a new plan and look at it`,
  'source-unproven': ({ cluster, detail }) =>
    `cluster ${JSON.stringify(cluster)} cannot be asked whether it still runs the group (${detail}), and a cluster that does not answer may still write; restore without --start, or prove it yourself and say --source-stopped "who has seen it stopped, and how"`,
  'target-in-use': ({ object }) =>
    `${object} runs on the cluster that is to stand by, and would be stopped; if the group runs there now, the direction is the other one (--from, --to) or --start was forgotten; otherwise stop it there, and repeat`,
};
