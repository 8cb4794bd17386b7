/** A text as one word without white space, percent-encoded; never empty for a text that is not. */
export const encodeWord = (text: string): string => encodeURIComponent(text);

/** Undefined for anything that `encodeWord` would not have written so. */
export function decodeWord(word: string): string | undefined {
  let text: string;
  try {
    text = decodeURIComponent(word);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
  return text !== '' && encodeWord(text) === word ? text : undefined;
}
