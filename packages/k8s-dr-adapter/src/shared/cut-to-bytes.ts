const ELLIPSIS = '…';

/** The text when it has at most so many bytes of UTF-8, else its beginning and an ellipsis in as many. */
export function cutToBytes(text: string, most: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  const kept = bytes.subarray(0, most - Buffer.byteLength(ELLIPSIS));
  // `stream` leaves out the character that was cut apart.
  return `${new TextDecoder().decode(kept, { stream: true })}${ELLIPSIS}`;
}
