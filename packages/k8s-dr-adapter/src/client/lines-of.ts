const MAX_LINE = 16 * 1024 * 1024;

/** Splits a stream into lines without their ends; an unfinished last one is left out. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const chunk of chunks) {
    const parts = (held + decoder.decode(chunk, { stream: true })).split('\n');
    held = parts.pop() ?? '';
    if (held.length > MAX_LINE)
      throw Object.assign(new Error('a line of the reply is too long'), { code: 'E2BIG' });
    for (const part of parts) if (part.trim() !== '') yield part;
  }
}
