// Types of fairbasis.mjs, a client of the fairbasis API. Rates are decimals
// (0.035 is 3.5 %), prices index points, dates ISO texts. A value that has no
// meaning is {undefined: reason}.

/** Name of an operation. */
export type Name = keyof Operations;

/** What is asked of an operation. */
export type Input<N extends Name> = Operations[N]["request"];

/** What an operation replies. */
export type Reply<N extends Name> = Operations[N]["reply"];

/** One refused field of a request. */
export interface Refused {
  /** where in the request, as a JSON pointer in a fragment; # is the whole */
  pointer: string;
  /** stable name of what is wrong */
  code: string;
  /** what was wrong and what would be right, in the language asked for */
  detail: string;
  /** the detail in English, where it is in another language */
  message?: string;
  /** the figures of the sentence */
  params?: Record<string, string>;
}

/** A call that was refused or failed. */
export declare class FairbasisProblem extends Error {
  /** HTTP status; 0 where no answer came */
  readonly status: number;
  /** stable name of the kind of failure: invalid, unknown, too_large, method, media, rate_limit, unavailable, internal, network ... */
  readonly code: string;
  /** the kind of failure in the language asked for */
  readonly title: string;
  /** every refused field */
  readonly errors: Refused[];
  /** by which the operator of the API can name this exchange */
  readonly requestId: string;
  /** seconds to wait before asking again; 0 where the server names none */
  readonly retryAfter: number;
}

export interface Settings {
  /** language of titles and details of problems; en without it */
  lang?: "zh" | "en";
  /** how often a call is made at most when the answer is 429 or 503 or none comes; 3 without it */
  tries?: number;
  /** longest wait between two tries, seconds; 30 without it */
  longest?: number;
  /** asks instead of the fetch there is */
  fetch?: (address: string, request: RequestInit) => Promise<Response>;
}

/** How a call is made. */
export interface Options {
  /** gives the call up */
  signal?: AbortSignal;
}

/** What of a reply comes back. */
export interface Shape extends Options {
  /** dotted paths of members to keep */
  fields?: string[];
  /** the last so many rows of the longest lists */
  tail?: number;
  /** lists of objects as one object of equally long lists */
  columns?: boolean;
  as?: "json";
}

/** One table of a reply as CSV. */
export interface Sheet extends Omit<Shape, "as"> {
  as: "csv";
  /** dotted path of the table; the longest without it */
  sheet?: string;
}

/** One call of a batch. */
export type Call = { [N in Name]: { op: N; input: Input<N> } }[Name];

/** The outcome of one call of a batch: a reply, or the problem. */
export type Outcome<N extends Name> =
  | { status: 200; reply: Reply<N>; problem?: undefined }
  | { status: number; problem: FairbasisProblem; reply?: undefined };

export interface Client {
  /** asks an operation */
  call<N extends Name>(name: N, input: Input<N>, options?: Options): Promise<Reply<N>>;
  call<N extends Name>(name: N, input: Input<N>, options: Sheet): Promise<string>;
  call<N extends Name>(name: N, input: Input<N>, options: Shape): Promise<unknown>;

  /** asks an instant operation so that caches may answer; input may be the query of a page's link */
  get<N extends Instant>(name: N, input: Input<N> | string, options?: Options): Promise<Reply<N>>;
  get<N extends Instant>(name: N, input: Input<N> | string, options: Sheet): Promise<string>;
  get<N extends Instant>(name: N, input: Input<N> | string, options: Shape): Promise<unknown>;

  /** asks an operation over the rows of a file; what of the request the file says may be left out */
  csv<N extends Name>(name: N, rows: string | Blob | BufferSource, input?: Partial<Input<N>>, options?: Options): Promise<Reply<N>>;
  csv<N extends Name>(name: N, rows: string | Blob | BufferSource, input: Partial<Input<N>> | undefined, options: Sheet): Promise<string>;
  csv<N extends Name>(name: N, rows: string | Blob | BufferSource, input: Partial<Input<N>> | undefined, options: Shape): Promise<unknown>;

  /** asks many calls, 1,000 an exchange; outcomes in the order of the calls */
  batch<const C extends readonly Call[]>(calls: C, options?: Options): Promise<{ -readonly [I in keyof C]: Outcome<C[I]["op"]> }>;
}

/** a client of the API at base; without one, of the host that this module came from */
export declare function fairbasis(base?: string | URL, settings?: Settings): Client;
