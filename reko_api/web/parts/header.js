/** The head of every page: the name, whose list it is about, the views there are, settings. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { askerOf, askerParams } from "../core/asker.js";
import { SITES } from "../core/people.js";
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
    const asker = view === "start" ? null : askerOf(params);
    nav.hidden = person.hidden = !asker;
    if (!asker) return;
    const site = asker.site ? SITES[asker.site].label : t("own-list");
    person.replaceChildren(h("span", { class: "site" }, site), h("b", {}, asker.name));
    person.setAttribute("aria-label", t("change-person", { user: asker.name, site }));
    const tabbed = Object.entries(VIEWS).filter(([, one]) => one.tab);
    nav.hidden = tabbed.length < 2;
    tabs.replaceChildren(
      ...tabbed.map(([name_, one]) =>
        h("li", {}, h("a", { href: addressOf(name_, askerParams(params)), "aria-current": name_ === view ? "page" : null }, t(one.tab))),
      ),
    );
    tabs.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  return { header, show };
}

function mark() {
  const { href } = document.querySelector("link[rel=icon]");
  return h("img", { src: href, alt: "", width: 28, height: 28 });
}
