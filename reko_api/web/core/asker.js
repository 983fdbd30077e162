/** Whose list a question is about: `user=anilist:someone` in the address, or `list=own`, the list this browser keeps. */

import { entriesOf, ownList } from "./own-list.js";
import { readPerson } from "./people.js";

/**
 * Return the asker of an address, null if it names none: { user, site, name, fields, key }.
 *
 * user: null for the list of this browser. fields: those of the API. key: changes with the list.
 */
export function askerOf(params) {
  const user = params.get("user");
  if (user) return { user, ...readPerson(user), fields: { user_name: user }, key: user.toLowerCase() };
  const list = params.get("list") === "own" ? ownList() : null;
  if (!list) return null;
  return { user: null, site: null, name: list.name, fields: { entries: entriesOf(list) }, key: `own ${list.savedAt}` };
}

/** Return the parameters that say whose list it is, to keep them from view to view. */
export function askerParams(params) {
  const [name] = ["user", "list"].filter((one) => params.get(one));
  return name ? { [name]: params.get(name) } : {};
}
