/** A field that finds titles by any of their names: type, then choose by arrow keys or a press. */

import { ask } from "../core/api.js";
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { factsOf, nameOf } from "../core/titles.js";

const PAUSE_MS = 220;
let n = 0;

/** Make the field; `onChoose` gets the title that was chosen. */
export function titleSearch(label, onChoose) {
  const id = `titles-${++n}`;
  let found = [];
  let at = -1;
  let asking = new AbortController();
  let timer = 0;

  const field = h("input", {
    id: `${id}-field`,
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: t("title-placeholder"),
    "aria-controls": id,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE_MS);
    },
    onkeydown: key,
    onblur: () => show([]),
  });
  const list = h("ul", { id, role: "listbox", class: "options", "aria-label": label, hidden: true });
  const element = h("div", { class: "title-search" }, h("label", { class: "unseen", for: field.id }, label), field, list);

  async function search() {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const text = field.value.trim();
    if (!text) return show([]);
    try {
      show(await ask(`/titles?limit=8&q=${encodeURIComponent(text)}`, undefined, { signal }));
    } catch {
      if (!signal.aborted) show([]);
    }
  }

  function show(titles) {
    found = titles;
    list.hidden = !titles.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    list.replaceChildren(
      ...titles.map((title, index) =>
        h(
          "li",
          // Not a click: the field would lose the focus first.
          { id: `${id}-${index}`, role: "option", onmousedown: (event) => (event.preventDefault(), choose(index)) },
          h("span", {}, nameOf(title)),
          h("small", {}, factsOf(title).join(" · ")),
        ),
      ),
    );
    mark(titles.length ? 0 : -1);
  }

  function mark(index) {
    at = index;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) mark((at + step + found.length) % found.length);
    else if (event.key === "Enter" && at >= 0) choose(at);
    else if (event.key === "Escape" && found.length) show([]);
    else return;
    event.preventDefault();
  }

  function choose(index) {
    const title = found[index];
    field.value = "";
    show([]);
    onChoose(title);
  }

  return element;
}
