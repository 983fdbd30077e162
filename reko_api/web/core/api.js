/** Questions to the API of this server. */

import { recall } from "./storage.js";

// A limit that is over this soon is waited for.
const SHORT_WAIT_S = 3;
const MAX_WAITS = 3;

/** What went wrong: `kind` ends the URI of the problem type; `offline` and `unreadable` are the page's own. */
export class Problem extends Error {
  constructor(kind, details = {}, retryAfterS = null) {
    super(details.title ?? kind);
    // The same problem has two names: MAL's is older than the other sites'.
    this.kind = kind.replace(/^mal-/, "site-");
    this.details = details;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * Send a question and return the answer.
 *
 * onRead: called with the number of entries read so far, while the server fetches a list.
 * Throws Problem, and AbortError when `signal` is aborted.
 */
export async function ask(path, body, { signal, onRead = () => {} } = {}) {
  for (let waits = 0; ; waits++) {
    try {
      return await askOnce(path, body, signal, onRead);
    } catch (error) {
      const isShort = error instanceof Problem && error.kind === "too-many-requests" && error.retryAfterS <= SHORT_WAIT_S;
      if (!isShort || waits === MAX_WAITS) throw error;
      await pause(error.retryAfterS, signal);
    }
  }
}

async function askOnce(path, body, signal, onRead) {
  const headers = { Accept: "application/x-ndjson, application/json" };
  const key = recall("key");
  if (key) headers["X-API-Key"] = key;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const options = { method: body === undefined ? "GET" : "POST", headers, signal, body: JSON.stringify(body) };
  const response = await offlineIfLost(fetch(path, options));
  const isStream = response.headers.get("Content-Type")?.startsWith("application/x-ndjson");
  if (response.ok && isStream) return lastLine(response, onRead);
  const answer = await offlineIfLost(read(response));
  if (response.ok) return answer;
  throw problemOf(answer, Number(response.headers.get("Retry-After")));
}

/** Send a question and return the picture of its answer, as a Blob. Throws Problem. */
export async function askPicture(path, body) {
  const key = recall("key");
  const headers = { "Content-Type": "application/json", ...(key ? { "X-API-Key": key } : {}) };
  const response = await offlineIfLost(fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
  if (response.ok) return offlineIfLost(response.blob());
  throw problemOf(await offlineIfLost(read(response)), Number(response.headers.get("Retry-After")));
}

/** Read the lines of a stream: progress, then the answer or a problem. */
async function lastLine(response, onRead) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await offlineIfLost(reader.read());
    if (done) throw new Problem("offline");
    text += value;
    const lines = text.split("\n");
    text = lines.pop();
    for (const line of lines) {
      const event = JSON.parse(line);
      if (event.response) return event.response;
      if (event.problem) throw problemOf(event.problem, event.retry_after);
      onRead(event.read);
    }
  }
}

async function read(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("unreadable"); // of a proxy in between
  }
}

const problemOf = (details, retryAfterS) =>
  new Problem(details.type?.split("/").pop() ?? "unreadable", details, retryAfterS || null);

async function offlineIfLost(promise) {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Problem || error.name === "AbortError") throw error;
    throw new Problem("offline");
  }
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 1000 * seconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
