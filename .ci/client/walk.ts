/** What the first screen of a front end does: log in, register a complaint, assign it, list what is open, show a refusal. */
import { Client, ProblemError, type Input, type Output } from "./client";

type Complaints = Output<"/v1/complaints", "get">;
type Summary = Complaints["items"][number];
type Complaint = Output<"/v1/complaints/{id}", "get">;

export async function login(client: Client, credentials: Input<"/v1/auth/token", "post">): Promise<void> {
  const { body } = await client.post("/v1/auth/token", {}, credentials, {});
  client.authorize(body.access_token);
}

export async function register(client: Client, complaint: Input<"/v1/complaints", "post">, key: string): Promise<string> {
  const { body } = await client.post("/v1/complaints", {}, complaint, { key });
  return body.complaint.id;
}

export async function assign(client: Client, id: string, unit: string, key: string): Promise<void> {
  const { etag } = await client.get("/v1/complaints/{id}", { id }, {});
  const assignment: Input<"/v1/complaints/{id}/assignment", "post"> = { unit_id: unit, complexity: "simple" };
  await client.post("/v1/complaints/{id}/assignment", { id }, assignment, { key, ...(etag === null ? {} : { etag }) });
}

/** Every complaint of the list, page after page. */
export async function* everyComplaint(client: Client): AsyncGenerator<Summary> {
  let cursor: string | null = null;
  do {
    const { body }: { body: Complaints } = await client.get(
      "/v1/complaints",
      {},
      cursor === null ? { limit: 200 } : { limit: 200, cursor },
    );
    yield* body.items;
    cursor = body.next_cursor;
  } while (cursor !== null);
}

export function overview(complaint: Complaint): string {
  const number: string = complaint.number;
  const version: number = complaint.version;
  const deadlines = complaint.deadlines.map((deadline) => `${deadline.kind} ${deadline.due_on} ${deadline.state}`);
  const possible = complaint.actions.filter((action) => action.enabled).map((action) => action.name);
  return [number, complaint.status, `v${version}`, ...deadlines, ...possible].join(" · ");
}

/** The text for the person at the counter, with the fields and the articles that it rests on. */
export function explain(error: unknown): string {
  if (!(error instanceof ProblemError)) throw error;
  const { title, detail, errors, basis, request_id } = error.problem;
  const fields = (errors ?? []).map((one) => `${one.pointer ?? one.parameter ?? one.header ?? ""} ${one.message}`);
  const articles = (basis ?? []).map((one) => one.article);
  return [title, detail ?? "", ...fields, ...articles, request_id].join("\n");
}
