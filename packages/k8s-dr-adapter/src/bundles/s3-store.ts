import { AwsClient } from 'aws4fetch';
import {
  failed,
  ok,
  type BundleFiles,
  type BundlePlace,
  type BundleStore,
  type CancelSignal,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { CallLimit } from '../client/call-limit.js';
import { bodyOf } from './body-of.js';
import { LIMITS } from './bundle-limits.js';
import { ascending, counterName, counterOf } from './counter-name.js';
import { storeFailed } from './store-failed.js';
import { packTar, unpackTar } from './tar-files.js';

export interface S3Settings {
  /** `https://s3.example.com`; the bucket stands in the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Without slashes at its ends; empty: none. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const CALL_MS = 60_000;

/**
 * Bundles as objects of an S3-compatible store: `<prefix>/<group>/<counter>.tar`, each written whole in one request that
 * fails when the name is taken (If-None-Match), so a listing names only finished bundles.
 */
export class S3Store implements BundleStore {
  private readonly settings: S3Settings;
  private readonly client: AwsClient;

  constructor(settings: S3Settings) {
    this.settings = settings;
    const { accessKeyId, secretAccessKey, region } = settings;
    this.client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 });
  }

  where(place: BundlePlace): string {
    return this.url(this.keyOf(place));
  }

  async counters(group: string, signal: CancelSignal): Promise<Result<readonly number[], Problem>> {
    const folder = `${this.folder(group)}/`;
    const found: number[] = [];
    for (let token: string | undefined = ''; token !== undefined; ) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: folder });
      if (token !== '') query.set('continuation-token', token);
      const place = `${this.url('')}?${query.toString()}`;
      const reply = await this.call(place, { method: 'GET' }, signal);
      if (!reply.ok) return reply;
      const { status, body } = reply.value;
      if (status !== 200) return failed(refused(place, status, body));
      const text = body.toString('utf8');
      const names = elements(text, 'Key').map((key) => key.slice(folder.length).replace(/\.tar$/, ''));
      found.push(...ascending(names.map(counterOf)));
      token = elements(text, 'NextContinuationToken')[0];
    }
    return ok(ascending(found));
  }

  async write(place: BundlePlace, files: BundleFiles, signal: CancelSignal): Promise<Result<void, Problem>> {
    const url = this.where(place);
    const headers = { 'if-none-match': '*', 'content-type': 'application/x-tar' };
    const body = new Uint8Array(packTar(files));
    const reply = await this.call(url, { method: 'PUT', headers, body }, signal);
    if (!reply.ok) return reply;
    const { status } = reply.value;
    if (status === 409 || status === 412) return failed({ kind: 'bundle-taken', place: url });
    return status < 300 ? ok(undefined) : failed(refused(url, status, reply.value.body));
  }

  async read(place: BundlePlace, signal: CancelSignal): Promise<Result<BundleFiles | undefined, Problem>> {
    const url = this.where(place);
    const reply = await this.call(url, { method: 'GET' }, signal);
    if (!reply.ok) return reply;
    if (reply.value.status === 404) return ok(undefined);
    return reply.value.status === 200
      ? unpackTar(reply.value.body)
      : failed(refused(url, reply.value.status, reply.value.body));
  }

  private async call(url: string, request: RequestInit, signal: CancelSignal) {
    const limit = new CallLimit(signal, CALL_MS);
    try {
      const response = await this.client.fetch(url, { ...request, signal: limit.signal });
      return ok({ status: response.status, body: await bodyOf(response, LIMITS.allBytes) });
    } catch (error) {
      return failed(storeFailed(url, reasonOf(error)));
    } finally {
      limit.release();
    }
  }

  private keyOf({ group, counter }: BundlePlace): string {
    return `${this.folder(group)}/${counterName(counter)}.tar`;
  }

  private folder(group: string): string {
    return this.settings.prefix === '' ? group : `${this.settings.prefix}/${group}`;
  }

  private url(key: string): string {
    const { endpoint, bucket } = this.settings;
    const path = [bucket, ...key.split('/')].filter((word) => word !== '').map(encodeURIComponent);
    return `${endpoint.replace(/\/$/, '')}/${path.join('/')}`;
  }
}

/** fetch hides why in the cause. */
const reasonOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? error.cause : error;

const refused = (place: string, status: number, body: Buffer): Problem => {
  const code = elements(body.toString('utf8'), 'Code')[0];
  return storeFailed(place, new Error(`HTTP ${status}${code === undefined ? '' : `, ${code}`}`));
};

/** Contents of elements of an answer of S3, which have no attributes. */
const elements = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );
