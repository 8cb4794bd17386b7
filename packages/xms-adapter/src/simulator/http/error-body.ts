import type { Switches } from '../switches.js';

export interface ErrorText {
  readonly type: string;
  readonly text: string;
}

/** The body of an error, whose form the API leaves open. */
export function errorBody(form: Switches['errorBody'], status: number, message: string): ErrorText {
  const json = (value: unknown): ErrorText => ({ type: 'application/json', text: JSON.stringify(value) });
  switch (form) {
    case 'message':
      return json({ message });
    case 'error-code':
      return json({ error: { code: `XMS${status}`, message } });
    case 'text':
      return { type: 'text/plain', text: message };
    case 'empty':
      return { type: 'text/plain', text: '' };
  }
}
