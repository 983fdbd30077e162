/** The cover of a title, or one of its own where there is none. */

import { h } from "../core/dom.js";
import { coverOf, nameOf } from "../core/titles.js";

const N_HUES = 12;

/** Make a cover; its name stands beside it, so that it says nothing to screen readers. */
export function cover(info, { isEager = false } = {}) {
  const frame = h("span", { class: "cover" });
  const address = coverOf(info);
  if (address === null) {
    frame.append(drawn(info));
    return frame;
  }
  const image = h("img", {
    alt: "",
    width: 225,
    height: 320,
    loading: isEager ? "eager" : "lazy",
    fetchpriority: isEager ? "high" : null,
    decoding: "async",
    onload: () => frame.classList.add("loaded"),
    onerror: () => image.replaceWith(drawn(info)),
    src: address,
  });
  frame.append(image);
  return frame;
}

const drawn = (info) => h("span", { class: `drawn-cover hue-${info.id % N_HUES}`, "aria-hidden": "true" }, nameOf(info));
