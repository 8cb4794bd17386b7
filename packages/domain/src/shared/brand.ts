declare const tag: unique symbol;

/** A value that only its parser can make: two branded types never mix. */
export type Brand<T, Name extends string> = T & { readonly [tag]: Name };
