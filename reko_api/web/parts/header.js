/** The head of every page: the name, whose list it is about, the views there are, settings. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { readPerson, SITES } from "../core/people.js";
import { addressOf } from "../core/router.js";
import { VIEWS } from "../core/views.js";
import { icon } from "./icons.js";
import { openSettings } from "./settings-dialog.js";

/** Make the header; its `show(view, params)` follows the address. */
export function makeHeader() {
  const tabs = h("ul", { class: "tabs" });
  const nav = h("nav", { "aria-label": t("views"), hidden: true }, tabs);
  const person = h("a", { class: "person", href: "#/", hidden: true });
  const header = h(
    "header",
    { class: "top" },
    h("a", { class: "brand", href: "#/", "aria-label": t("home") }, mark(), h("span", {}, "reko")),
    nav,
    person,
    h("button", { class: "icon-button", "aria-label": t("settings"), title: t("settings"), onclick: openSettings }, icon("settings")),
  );

  function show(view, params) {
    const user = params.get("user");
    nav.hidden = !user || view === "start";
    person.hidden = nav.hidden;
    if (nav.hidden) return;
    const { site, name } = readPerson(user);
    person.replaceChildren(h("span", { class: `site site-${site}` }, SITES[site].label), h("b", {}, name));
    person.setAttribute("aria-label", t("change-person", { user: name, site: SITES[site].label }));
    const tabbed = Object.entries(VIEWS).filter(([, one]) => one.tab);
    nav.hidden = tabbed.length < 2;
    tabs.replaceChildren(
      ...tabbed.map(([name_, one]) =>
        h("li", {}, h("a", { href: addressOf(name_, { user }), "aria-current": name_ === view ? "page" : null }, t(one.tab))),
      ),
    );
  }
  return { header, show };
}

function mark() {
  const { href } = document.querySelector("link[rel=icon]");
  return h("img", { src: href, alt: "", width: 28, height: 28 });
}
