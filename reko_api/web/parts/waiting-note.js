/** Says what an answer is waiting for, once that takes longer than a moment. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { SITES } from "../core/people.js";

const SILENT_MS = 700;

/**
 * Make the note for an asker (see `asker.js`); `read(n)` tells how many entries were read, `end()`
 * removes it. show: puts its element where it belongs, once there is something to say.
 */
export function waitingNote({ site, name }, show = (element) => (element.hidden = false)) {
  const text = h("span", {}, site ? t("waiting", { site: SITES[site].label }) : t("thinking"));
  const element = h("p", { class: "summary waiting", role: "status" }, h("span", { class: "waiting-bar", "aria-hidden": "true" }), text);
  const timer = setTimeout(() => show(element), SILENT_MS);
  return {
    element,
    read(n) {
      clearTimeout(timer);
      if (!element.isConnected) show(element);
      text.textContent = t("reading", { n, user: name });
    },
    end() {
      clearTimeout(timer);
      element.remove();
    },
  };
}
