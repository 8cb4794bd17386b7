import { FieldReader, type ConfigProblems } from '@twinsite/domain';
import type { KeySettings, StoreSettings } from './drctl-config.js';
import { keyFile } from './key-file.js';
import type { pathFrom } from './paths.js';

type From = ReturnType<typeof pathFrom>;

export function readStore(
  fields: FieldReader,
  from: From,
  problems: ConfigProblems,
): StoreSettings | undefined {
  const value = fields.any('store');
  if (value === undefined) return undefined;
  const store = new FieldReader(value, fields.path('store'), problems);
  const [directory, tar, s3] = [store.text('directory'), store.text('tar'), store.any('s3')];
  const given = [directory, tar, s3].filter((one) => one !== undefined);
  if (given.length !== 1)
    problems.add(fields.path('store'), undefined, 'give exactly one of directory, tar and s3');
  store.rejectUnknown();
  if (s3 !== undefined) return readS3(new FieldReader(s3, store.path('s3'), problems), from, problems);
  const path = from(directory ?? tar);
  return path === undefined ? undefined : { kind: directory === undefined ? 'tar' : 'directory', path };
}

function readS3(s3: FieldReader, from: From, problems: ConfigProblems): StoreSettings {
  const endpoint = s3.requiredText('endpoint');
  if (endpoint !== '' && !/^https?:\/\/[^/]+\/?$/.test(endpoint))
    problems.add(s3.path('endpoint'), endpoint, 'give https://HOST[:PORT]');
  const settings: StoreSettings = {
    kind: 's3',
    endpoint,
    region: s3.text('region') ?? 'us-east-1',
    bucket: s3.requiredText('bucket'),
    prefix: (s3.text('prefix') ?? '').replaceAll(/^\/+|\/+$/g, ''),
    accessKeyIdFile: from(s3.requiredText('accessKeyIdFile')),
    secretAccessKeyFile: from(
      keyFile(s3.requiredText('secretAccessKeyFile'), s3.path('secretAccessKeyFile'), problems),
    ),
  };
  s3.rejectUnknown();
  return settings;
}

export function readKeys(fields: FieldReader, from: From, problems: ConfigProblems): KeySettings {
  const value = fields.any('keys');
  const keys = new FieldReader(value, fields.path('keys'), problems);
  const recipients = keys.texts('recipients');
  recipients.forEach((recipient, index) => {
    if (/^age1[02-9ac-hj-np-z]{58}$/.test(recipient)) return;
    // A private key put here by mistake is not printed.
    problems.add(
      `${keys.path('recipients')}[${index}]`,
      undefined,
      'give a public key of age: age1 and 58 characters',
    );
  });
  const settings: KeySettings = {
    recipients,
    identity: from(keyFile(keys.text('identity'), keys.path('identity'), problems)),
    signing: from(keyFile(keys.text('signing'), keys.path('signing'), problems)),
    trusted: keys
      .texts('trusted')
      .map((path, index) => from(keyFile(path, `${keys.path('trusted')}[${index}]`, problems))),
  };
  keys.rejectUnknown();
  return settings;
}
