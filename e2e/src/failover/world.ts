import type { Lab, Report } from '@twinsite/lab';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Operator } from '../dr-restore/operator.js';
import type { SiteCluster } from '../dr-restore/site-cluster.js';
import type { Kind } from './application.js';
import type { Line } from './line.js';

/** Two sites with a cluster each, and an application that is at home on A. */
export interface World {
  readonly lab: Lab;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly simulator: RunningSimulator;
  readonly operator: Operator;
  readonly a: SiteCluster;
  readonly b: SiteCluster;
  /** From the operator to A. */
  readonly line: Line;
  readonly volumes: Readonly<Record<Kind, string>>;
}

export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
