/** A request as it reaches a platform. */
export interface PlatformCall {
  /** The endpoint, in the sandbox's words (spec.md 9). */
  name: string;
  method: string;
  url: URL;
  form: URLSearchParams;
  json: Readonly<Record<string, unknown>>;
  bytes: Uint8Array;
  token: string;
}

export interface PlatformAnswer {
  status: number;
  body: unknown;
}

/** What an endpoint may be told to answer instead of doing its work, and what that really means. */
export interface Mishap {
  answer: PlatformAnswer;
  /** Whether the platform does the work all the same. Only where its documentation leaves that open. */
  works: boolean;
}

export interface PlatformModel {
  /** `null`: no address of this platform. */
  nameOf(method: string, url: URL): string | null;
  handle(call: PlatformCall): PlatformAnswer;
  /** Errors of the catalogue that this endpoint may answer with. */
  mishaps(name: string): readonly Mishap[];
}
