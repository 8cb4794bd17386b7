import { timelineOf, type JournalRecord, type MoveState, type Timeline } from '@twinsite/domain';
import type { LostChanges } from '../moves/lost-changes.js';
import { columns } from './columns.js';

export const moveAnswer = (
  id: string,
  state: MoveState,
  records: readonly JournalRecord[],
  lost?: LostChanges,
) => {
  const timeline = timelineOf(records);
  return {
    table: () =>
      `${columns(
        ['PHASE', 'AT', 'TOOK'],
        timeline.phases.map(({ name, at, ms }) => [
          name === timeline.critical ? `${name} *` : name,
          at,
          `${ms} ms`,
        ]),
      )}\n${summaryOf(timeline)}\n${marksTable(timeline)}${lostTable(lost)}`,
    names: () => [id],
    data: { operation: id, ...state, timeline, lost: lost?.changes },
  };
};

const marksTable = ({ marks }: Timeline): string =>
  columns(
    ['MARK', 'AT', 'WHAT'],
    marks.map(({ name, at, what }) => [name, at ?? '-', what]),
  );

/** Known once the source has come back and was made the standby. */
const lostTable = (lost: LostChanges | undefined): string =>
  lost === undefined || lost.changes.length === 0
    ? ''
    : `\n${columns(
        [`CHANGED ON THE SOURCE AFTER BUNDLE ${lost.bundle}`, 'HOW'],
        lost.changes.map(({ object, how }) => [object, how]),
      )}`;

const summaryOf = ({ rtoMs, fenceMs, drainMs, metadataAgeMs, claims }: Timeline): string =>
  [
    ...(rtoMs === undefined ? [] : [`from the declaration to the last pod: ${rtoMs} ms (* is the longest)`]),
    ...(fenceMs === undefined ? [] : [`fence: calls and read-back ${fenceMs} ms, waited ${drainMs ?? 0} ms`]),
    ...(claims === undefined
      ? []
      : [`RPO of the data: 0, ${claims} claims proved to have their own volumes`]),
    ...(metadataAgeMs === undefined ? [] : [`RPO of the metadata: the bundle was ${metadataAgeMs} ms old`]),
  ].join('\n');
