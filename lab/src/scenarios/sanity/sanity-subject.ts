import type { AccessType } from '@twinsite/sanity';
import type { LabProfile } from '../../lab-profile.js';
import { CLASSES } from '../nfs-world/nfs-volume.js';
import { nfsLeftovers } from '../nfs-world/nfs-leftovers.js';
import { leftoversOf } from '../site-loss/leftovers.js';
import { CLASS, type World } from '../world/world.js';

/** What one run of csi-sanity is about. */
export interface SanitySubject {
  readonly words: string;
  readonly driver: 'iscsi' | 'nfs';
  /** Of the StorageClass. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly profile: Partial<LabProfile>;
  /** One line for each thing that the suite must not leave. */
  leftovers(of: Pick<World, 'lab' | 'simulator' | 'signal'>): Promise<readonly string[]>;
}

const onBlocks = (words: string): SanitySubject => ({
  words,
  driver: 'iscsi',
  parameters: CLASS,
  profile: {},
  leftovers: ({ lab, simulator, signal }) => leftoversOf(lab, simulator, signal),
});

const SUBJECTS: Readonly<Record<AccessType, SanitySubject>> = {
  mount: onBlocks('mounted volumes'),
  raw: onBlocks('raw block volumes'),
  nfs: {
    words: 'NFS volumes, whose nodes are let in one by one,',
    driver: 'nfs',
    parameters: CLASSES.node,
    profile: { storage: 'file' },
    leftovers: nfsLeftovers,
  },
};

export const subjectOf = (accessType: AccessType): SanitySubject => SUBJECTS[accessType];
