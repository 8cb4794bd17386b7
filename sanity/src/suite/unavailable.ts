/** This machine cannot run the suite; the message says what to do. */
export class Unavailable extends Error {}
