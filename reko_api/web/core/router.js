/**
 * The address holds the question: `#/recommendations?user=anilist:someone&genres=Action`.
 *
 * It stands behind the #, which browsers do not send: names stay out of the logs of servers.
 */

import { VIEWS } from "./views.js";

const ADDRESS = /^#\/([\w-]*)(?:\?(.*))?$/;

/** Return the view and the parameters of the address. */
export function question() {
  const [, name, query] = ADDRESS.exec(location.hash) ?? [];
  return { view: Object.hasOwn(VIEWS, name ?? "") ? name : "start", params: new URLSearchParams(query) };
}

/** Return the address of a question. Values that are null, "" or [] are left out; arrays are joined. */
export function addressOf(view, values = {}) {
  const query = [...(values instanceof URLSearchParams ? values : Object.entries(values))]
    .filter(([, value]) => value !== null && value !== undefined && value !== false && String(value) !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value)).replace(/%(3A|2C|20|40)/g, legible)}`);
  return `#/${view === "start" ? "" : view}${query.length ? `?${query.join("&")}` : ""}`;
}

// These need no escape behind a #, and addresses are read by people.
const legible = (_, code) => ({ "3A": ":", "2C": ",", 20: "+", 40: "@" })[code];

/** Return the address of this question with some parameters changed; null deletes one. */
export function addressWith(changes) {
  const { view, params } = question();
  return addressOf(view, { ...Object.fromEntries(params), ...changes });
}

/** Go to an address; `replace` leaves no entry in the history. */
export function go(address, { replace = false } = {}) {
  if (address === (location.hash || "#/")) return;
  if (!replace) {
    location.hash = address;
    return;
  }
  history.replaceState(null, "", address);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Show the view of the address in an element, now and whenever the address changes. */
export function startRouter(host, onView) {
  let latest = 0;
  const show = async () => {
    const turn = ++latest;
    const { view, params } = question();
    const { element, load } = VIEWS[view];
    await load();
    if (turn !== latest) return; // the address has changed meanwhile
    const isOther = host.firstElementChild?.localName !== element;
    if (isOther) host.replaceChildren(document.createElement(element));
    host.firstElementChild.params = params;
    onView(view, params, isOther);
  };
  addEventListener("hashchange", show);
  show();
}
