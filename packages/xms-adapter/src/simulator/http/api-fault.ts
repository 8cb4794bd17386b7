/** A refusal the array answers with. The message is for people; clients must not read meaning into it. */
export class ApiFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
