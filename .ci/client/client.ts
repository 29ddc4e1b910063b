/**
 * A small typed client over the generated contract, as a front end would write it. `tsc` compiles it in CI: a contract that
 * cannot be used from TypeScript without casts does not pass.
 */
import type { components, paths } from "./generated/api";

export type Problem = components["schemas"]["Problem"];

type Method = "get" | "post" | "put" | "patch" | "delete";
/** The paths that have an operation of this method. */
export type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
/** What an operation takes. */
export type Input<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: infer Body } ? Json<NonNullable<Body>> : never;
/** What an operation answers when it succeeds. */
export type Output<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer Answers }
    ? Json<Answers[Extract<keyof Answers, 200 | 201 | 202>]>
    : never;
/** What may stand after the question mark. */
export type Query<P extends keyof paths> =
  Operation<P, "get"> extends { parameters: { query?: infer Values } }
    ? [NonNullable<Values>] extends [never] ? Record<string, never> : NonNullable<Values>
    : never;

/** An answer that is a problem: the stable code is for programs, the Chinese text for the person at the screen. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}`);
  }
}

export interface Answer<T> {
  body: T;
  /** Goes back as `If-Match` on the next write. */
  etag: string | null;
}

export class Client {
  private token: string | undefined;

  constructor(private readonly origin: string) {}

  authorize(token: string): void {
    this.token = token;
  }

  get<P extends PathsWith<"get">>(path: P, ids: Record<string, string>, query: Query<P>): Promise<Answer<Output<P, "get">>> {
    const values = new URLSearchParams();
    for (const [key, value] of Object.entries(query as Record<string, unknown>)) {
      for (const one of [value].flat()) if (one !== undefined && one !== null) values.append(key, String(one));
    }
    return this.send<Output<P, "get">>("GET", `${fill(path, ids)}?${values}`, {}, undefined);
  }

  /** `key` makes a repeated request harmless: keep it until an answer has come. */
  post<P extends PathsWith<"post">>(
    path: P,
    ids: Record<string, string>,
    body: Input<P, "post">,
    { key, etag }: { key?: string; etag?: string },
  ): Promise<Answer<Output<P, "post">>> {
    const headers: Record<string, string> = {};
    if (key !== undefined) headers["Idempotency-Key"] = key;
    if (etag !== undefined) headers["If-Match"] = etag;
    return this.send<Output<P, "post">>("POST", fill(path, ids), headers, body);
  }

  private async send<T>(method: string, path: string, headers: Record<string, string>, body: unknown): Promise<Answer<T>> {
    const authorization = this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` };
    const response = await fetch(this.origin + path, {
      method,
      headers: { ...authorization, ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new ProblemError(answer as Problem);
    return { body: answer as T, etag: response.headers.get("ETag") };
  }
}

function fill(path: string, ids: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ""));
}
