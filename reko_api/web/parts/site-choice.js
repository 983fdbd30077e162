/** The choice of a site, as a row of three. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { SITES } from "../core/people.js";

/** Make the choice; `onChoose` gets the site. */
export function siteChoice(chosen, onChoose) {
  const options = Object.entries(SITES).map(([site, { label }]) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name: "site", value: site, checked: site === chosen, onchange: () => onChoose(site) }),
      h("span", {}, label),
    ),
  );
  return h("fieldset", { class: "segments" }, h("legend", { class: "unseen" }, t("site")), options);
}
