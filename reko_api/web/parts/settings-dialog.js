/** Language, names of titles, colours, and what this browser keeps. */

import { h } from "../core/dom.js";
import { hiddenTitles, unhide } from "../core/hidden.js";
import { currentLanguage, LANGUAGES, t } from "../core/i18n.js";
import { recall, remember } from "../core/storage.js";
import { NAME_KINDS } from "../core/titles.js";
import { applyTheme, THEMES } from "../core/theme.js";
import { icon } from "./icons.js";
import { openKeyDialog } from "./key-dialog.js";
import { openModal } from "./modal.js";

/** Open the dialog. */
export function openSettings() {
  const reload = () => location.reload();
  openModal(
    { name: "settings", heading: t("settings") },
    choice("language", t("language"), LANGUAGES, currentLanguage(), reload),
    choice("names", t("names"), Object.fromEntries(NAME_KINDS.map((kind) => [kind, t(`names-${kind}`)])), recall("names", "romaji"), reload),
    choice("theme", t("theme"), Object.fromEntries(THEMES.map((theme) => [theme, t(`theme-${theme}`)])), recall("theme", "auto"), applyTheme),
    hiddenList(),
    recall("key") ? h("button", { class: "button", onclick: () => openKeyDialog(reload) }, t("change-key")) : null,
    links(),
  );
}

function choice(name, label, options, chosen, then) {
  const select = h(
    "select",
    {
      id: `choice-${name}`,
      onchange: () => {
        remember(name, select.value);
        then();
      },
    },
    Object.entries(options).map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
  );
  return h("div", { class: "setting" }, h("label", { for: select.id }, label), select);
}

function hiddenList() {
  const titles = hiddenTitles();
  const list = h("ul", { class: "hidden-list" });
  const rows = titles.map((one) => {
    const show = () => {
      unhide(one.id);
      row.remove();
    };
    const label = t("unhide-title", { title: one.title });
    const row = h("li", {}, h("span", {}, one.title, " ", h("small", {}, t(one.why))), h("button", { class: "icon-button", "aria-label": label, title: t("unhide"), onclick: show }, icon("close")));
    return row;
  });
  list.append(...rows);
  return h("details", { class: "kept" }, h("summary", {}, t("hidden-here", { n: titles.length })), h("p", { class: "soft" }, t("hidden-about")), list);
}

function links() {
  const docs = document.querySelector("meta[name=reko-docs]").content;
  const legal = docs ? [[t("privacy"), `${docs}/privacy.md`], [t("terms"), `${docs}/terms.md`]] : [];
  return h("p", { class: "links" }, [[t("api"), "/docs"], ...legal].map(([text, href]) => h("a", { href }, text)));
}
