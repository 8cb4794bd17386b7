import { timelineOf, type JournalRecord, type MoveState, type Timeline } from '@twinsite/domain';
import { columns } from './columns.js';

export const moveAnswer = (id: string, state: MoveState, records: readonly JournalRecord[]) => {
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
      )}\n${summaryOf(timeline)}\n${marksTable(timeline)}`,
    names: () => [id],
    data: { operation: id, ...state, timeline },
  };
};

const marksTable = ({ marks }: Timeline): string =>
  columns(
    ['MARK', 'AT', 'WHAT'],
    marks.map(({ name, at, what }) => [name, at ?? '-', what]),
  );

const summaryOf = ({ rtoMs, fenceMs, drainMs, metadataAgeMs, claims }: Timeline): string =>
  [
    ...(rtoMs === undefined ? [] : [`from the declaration to the last pod: ${rtoMs} ms (* is the longest)`]),
    ...(fenceMs === undefined ? [] : [`fence: calls and read-back ${fenceMs} ms, waited ${drainMs ?? 0} ms`]),
    ...(claims === undefined
      ? []
      : [`RPO of the data: 0, ${claims} claims proved to have their own volumes`]),
    ...(metadataAgeMs === undefined ? [] : [`RPO of the metadata: the bundle was ${metadataAgeMs} ms old`]),
  ].join('\n');
