/** The match of a title, as a ring that is full at 100. */

import { h, svg } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** Draw the ring with its number. */
export function matchRing(match) {
  const circle = (kind, length) =>
    svg("circle", { class: kind, cx: 22, cy: 22, r: 18, pathLength: 100, "stroke-dasharray": `${length} 100` });
  return h(
    "span",
    { class: "match", role: "img", "aria-label": t("match", { match }), title: t("match-about") },
    svg("svg", { viewBox: "0 0 44 44", "aria-hidden": "true" }, circle("track", 100), circle("arc", match)),
    h("b", { "aria-hidden": "true" }, String(match)),
  );
}
