import { timelineOf, type JournalRecord, type MoveState } from '@twinsite/domain';
import { columns } from './columns.js';

export const moveAnswer = (id: string, state: MoveState, records: readonly JournalRecord[]) => {
  const timeline = timelineOf(records);
  return {
    table: () =>
      columns(
        ['PHASE', 'AT', 'TOOK'],
        timeline.phases.map(({ name, at, ms }) => [name, at, `${ms} ms`]),
      ),
    names: () => [id],
    data: { operation: id, ...state, timeline },
  };
};
