/** Titles that are not for this person, or that they have seen: kept in this browser. */

import { recall, remember } from "./storage.js";

// The API takes no more.
const MAX_HIDDEN = 10_000;

/** Return them, the last first: { id, title, why: "not-for-me" | "seen" }. */
export const hiddenTitles = () => recall("hidden", []);

/** Return their ids. */
export const hiddenIds = () => hiddenTitles().map((one) => one.id);

/** Hide a title. */
export function hide({ id, title }, why) {
  remember("hidden", [{ id, title, why }, ...hiddenTitles().filter((one) => one.id !== id)].slice(0, MAX_HIDDEN));
}

/** Show a title again. */
export const unhide = (id) => remember("hidden", hiddenTitles().filter((one) => one.id !== id));
