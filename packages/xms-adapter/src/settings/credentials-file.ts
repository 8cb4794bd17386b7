import { readFileSync } from 'node:fs';
import { FieldReader, type ArrayCredentials, type ConfigProblems } from '@twinsite/domain';

const FORMS = 'give either tokenFile, or userFile and passwordFile (files of a mounted Secret)';

/** Secrets come from files only: never from flags (process list) and never from the configuration's own text. */
export function readCredentials(
  input: unknown,
  where: string,
  problems: ConfigProblems,
): ArrayCredentials | undefined {
  const fields = new FieldReader(input, where, problems);
  const [tokenFile, userFile, passwordFile] = [
    fields.text('tokenFile'),
    fields.text('userFile'),
    fields.text('passwordFile'),
  ];
  fields.rejectUnknown();
  if (tokenFile !== undefined && userFile === undefined && passwordFile === undefined) {
    const token = readSecret(tokenFile, fields.path('tokenFile'), problems);
    return token === undefined ? undefined : { kind: 'token', token };
  }
  if (tokenFile !== undefined || userFile === undefined || passwordFile === undefined) {
    problems.add(where, undefined, FORMS);
    return undefined;
  }
  const user = readSecret(userFile, fields.path('userFile'), problems);
  const password = readSecret(passwordFile, fields.path('passwordFile'), problems);
  return user === undefined || password === undefined ? undefined : { kind: 'password', user, password };
}

/** The file's text without the newline an editor leaves at its end. */
export function readSecret(file: string, where: string, problems: ConfigProblems): string | undefined {
  try {
    const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (secret !== '') return secret;
    problems.add(where, file, 'the file is empty');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    problems.add(where, file, `the file cannot be read (${code})`);
  }
  return undefined;
}
