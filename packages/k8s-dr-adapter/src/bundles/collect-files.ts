import { failed, ok, type BundleFiles, type Problem, type Result } from '@twinsite/domain';
import { LIMITS, unsafeName } from './bundle-limits.js';

/** The files of a bundle from elsewhere, one by one, in memory: nothing of it is ever put on a disk. */
export class FileCollector {
  private readonly files = new Map<string, string>();
  private bytes = 0;
  private problem: Problem | undefined;

  get wantsMore(): boolean {
    return this.problem === undefined;
  }

  /** Before a file is read: whether one of this size may come. */
  expect(path: string, bytes: number): boolean {
    const wrong = unsafeName(path) ?? this.tooMuch(bytes) ?? this.doubled(path);
    if (wrong !== undefined) this.refuse(path, wrong);
    return this.wantsMore;
  }

  /** Whether more is wanted. */
  add(path: string, content: Buffer): boolean {
    if (!this.expect(path, content.length)) return false;
    const wrong = notText(content);
    if (wrong !== undefined) this.refuse(path, wrong);
    else {
      this.bytes += content.length;
      this.files.set(path, content.toString('utf8'));
    }
    return this.wantsMore;
  }

  refuse(path: string, found: string): void {
    this.problem ??= { kind: 'bundle-broken', file: JSON.stringify(path).slice(1, -1), found };
  }

  result(): Result<BundleFiles, Problem> {
    return this.problem === undefined ? ok(this.files) : failed(this.problem);
  }

  private tooMuch(bytes: number): string | undefined {
    if (this.files.size >= LIMITS.files) return `is one of more than ${LIMITS.files} files`;
    if (bytes > LIMITS.fileBytes) return `is larger than ${LIMITS.fileBytes} bytes`;
    return this.bytes + bytes > LIMITS.allBytes
      ? `makes the bundle larger than ${LIMITS.allBytes} bytes`
      : undefined;
  }

  private doubled(path: string): string | undefined {
    return this.files.has(path) ? 'is there twice' : undefined;
  }
}

function notText(content: Buffer): string | undefined {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return undefined;
  } catch {
    return 'is no text';
  }
}
