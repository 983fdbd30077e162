/** A list that this browser keeps: read from a file, or rated on this page. It has no user. */

import { recall, remember } from "./storage.js";

// The API takes no more.
const MAX_ENTRIES = 20_000;

/** Return the list, { name, savedAt, entries }, or null. entries: [MAL id, score, status, episodes]. */
export const ownList = () => recall("list");

/** Keep a list in place of the one before; of a title named twice, the last entry counts. */
export function keepList(name, entries) {
  const each = new Map(entries.map((entry) => [entry[0], entry]));
  remember("list", { name, savedAt: new Date().toISOString(), entries: [...each.values()].slice(0, MAX_ENTRIES) });
}

/** Forget the list. */
export const forgetList = () => remember("list", null);

/** Return the entries as the API takes them; what is 0, "completed" or null is its default. */
export function entriesOf(list) {
  return list.entries.map(([anime_id, score, status, episodes]) => ({
    anime_id,
    ...(score ? { score } : {}),
    ...(status && status !== "completed" ? { status } : {}),
    ...(Number.isInteger(episodes) ? { episodes } : {}),
  }));
}
