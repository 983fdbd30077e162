/** A short message at the foot of the page, with one thing to do about it. */

import { h } from "../core/dom.js";

const SHOWN_MS = 7000;

let host = null;
let timer = 0;

/** Make the place where messages appear; screen readers read what appears there. */
export function toastHost() {
  host = h("div", { class: "toasts", role: "status" });
  return host;
}

/** Show a message in place of the one before; it stays while it is pointed at or has the focus. */
export function toast(text, action = null, act = null) {
  clearTimeout(timer);
  const close = () => host.replaceChildren();
  const wait = () => (timer = setTimeout(close, SHOWN_MS));
  const button = action && h("button", { class: "toast-action", onclick: () => (close(), act()) }, action);
  const stay = () => clearTimeout(timer);
  const box = { class: "toast", onmouseenter: stay, onfocusin: stay, onmouseleave: wait, onfocusout: wait };
  host.replaceChildren(h("p", box, h("span", {}, text), button));
  wait();
}
