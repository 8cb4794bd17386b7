import type { ClusterObject } from '../objects/cluster-object.js';
import { changing, membersOf, without, withMember, type Members } from '../objects/members.js';
import { withoutLabels } from './clean-metadata.js';

/** The uid of one cluster's Job, as its controller writes it into selector and template. */
const OF_THE_CONTROLLER = ['controller-uid', 'batch.kubernetes.io/controller-uid'];

/** A selector of the controller's own goes, so that the next one makes its own; one that somebody chose stays. */
export function cleanJob(job: ClusterObject): ClusterObject {
  const spec = membersOf(job, 'spec');
  const template = (one: Members): Members =>
    changing(one, 'metadata', (metadata) =>
      withMember(
        without(metadata, ['creationTimestamp']),
        'labels',
        without(membersOf(metadata, 'labels'), OF_THE_CONTROLLER),
      ),
    );
  const selector = membersOf(spec, 'selector');
  const chosen = withMember(
    selector,
    'matchLabels',
    without(membersOf(selector, 'matchLabels'), OF_THE_CONTROLLER),
  );
  const kept = withMember(changing(spec, 'template', template), 'selector', chosen);
  return withoutLabels({ ...job, spec: kept }, OF_THE_CONTROLLER);
}
