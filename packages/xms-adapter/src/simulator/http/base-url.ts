/** `http://host:port`, with the brackets an IPv6 address needs. */
export function baseUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
