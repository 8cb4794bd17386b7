import { describeNotice, onceEach, type NoteFileNotice } from '@twinsite/domain';
import type { Logger } from 'pino';

/** Each a warning of the log, once in the life of this process. */
export const notesOf = (log: Logger): NoteFileNotice =>
  onceEach((notice) => log.warn({ notice: notice.kind, detail: describeNotice(notice) }, 'file volumes'));
