/** Says what an answer is waiting for, once that takes longer than a moment. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { SITES } from "../core/people.js";

const SILENT_MS = 700;

/** Make the note for an asker (see `asker.js`); `read(n)` tells how many entries were read, `end()` removes it. */
export function waitingNote({ site, name }) {
  const text = h("span", {}, site ? t("waiting", { site: SITES[site].label }) : t("thinking"));
  const element = h("div", { class: "waiting", role: "status", hidden: true }, h("span", { class: "waiting-bar", "aria-hidden": "true" }), text);
  const timer = setTimeout(() => (element.hidden = false), SILENT_MS);
  return {
    element,
    read(n) {
      element.hidden = false;
      text.textContent = t("reading", { n, user: name });
    },
    end() {
      clearTimeout(timer);
      element.remove();
    },
  };
}
