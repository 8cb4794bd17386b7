/** What runs beside the calls. */
export interface Background {
  stop(): Promise<void>;
}
