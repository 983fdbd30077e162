/** The filters: beside the wall where there is room, in a sheet elsewhere. Each acts at once. */

import { ask } from "../core/api.js";
import { askerParams } from "../core/asker.js";
import { h } from "../core/dom.js";
import { AGES, FIRST_YEAR, filtersOf, LENGTHS, TYPES } from "../core/filters.js";
import { t } from "../core/i18n.js";
import { addressOf, addressWith, go, question } from "../core/router.js";
import { icon } from "./icons.js";

// Those of most titles; the others follow a press.
const N_GENRES = 24;
const UNLISTED = new Set(["Hentai", "Erotica"]); // adult titles are not offered here
const TYPING_MS = 350;

/** Make the panel; `show(filters)` sets its controls. */
export function filterPanel() {
  const fields = { genres: genreChips(), types: toggles("types", TYPES, "type"), ages: toggles("ages", AGES, "age"), years: years() };
  const length = select("episodes", [["", t("any-length")], ...LENGTHS.map((n) => [n, t("up-to-episodes", { n })])]);
  const planned = select("planned", [["", t("planned-no")], ["with", t("planned-with")], ["only", t("planned-only")]]);
  const fame = slider("popularity", -1, 1, 0.5, 0, [t("hidden-gems"), t("well-known")]);
  const closeness = slider("accuracy", 0, 100, 25, 100, [t("wide"), t("very-close")]);
  const sequels = check("sequels", t("sequels"));
  const controls = [fields.genres, fields.types, fields.ages, fields.years, length, planned, fame, closeness, sequels];
  const clear = h("button", { class: "quiet", type: "button", onclick: clearAll }, t("clear-filters"));
  const form = h(
    "form",
    { class: "filters", id: "filters", "aria-label": t("filters"), onsubmit: (event) => event.preventDefault() },
    h("div", { class: "filters-head" }, h("h2", {}, t("filters")), clear),
    group(t("genres"), fields.genres.element, t("genres-about")),
    group(t("kinds"), fields.types.element),
    group(t("years"), fields.years.element),
    labelled(t("length"), length.element),
    group(t("fame"), fame.element),
    group(t("closeness"), closeness.element),
    labelled(t("planned"), planned.element),
    group(t("ages"), fields.ages.element),
    sequels.element,
  );
  const count = h("span", { class: "count", hidden: true });
  const opener = h("button", { class: "button filters-opener", "aria-expanded": "false", "aria-controls": "filters" }, icon("filters"), t("filters"), count);
  const done = h("button", { class: "button main filters-done", type: "button" }, t("show-results"));
  form.append(done);
  const element = h("aside", { class: "filters-side", "aria-label": t("filters") }, opener, form);
  const toggle = (isOpen) => {
    element.classList.toggle("open", isOpen);
    document.body.classList.toggle("sheet-open", isOpen);
    opener.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? form.querySelector("button, input, select") : opener).focus();
  };
  opener.addEventListener("click", () => toggle(!element.classList.contains("open")));
  done.addEventListener("click", () => toggle(false));
  form.addEventListener("keydown", (event) => event.key === "Escape" && element.classList.contains("open") && toggle(false));
  return {
    element,
    show(filters) {
      for (const control of controls) control.show(filters);
      const n = Object.keys(filters).length;
      count.hidden = clear.hidden = n === 0;
      count.textContent = n;
    },
  };
}

/** Make a chip for each filter that is set, which a press removes. */
export function filterChips(filters) {
  const chip = (text, changes) =>
    h("button", { class: "chip removable", "aria-label": t("remove-filter", { filter: text }), onclick: () => change(changes) }, text, icon("close"));
  const one = (name, all, text) => all.map((value) => chip(text(value), { [name]: all.filter((other) => other !== value).join(",") }));
  return [
    ...one("genres", filters.genres ?? [], (genre) => genre),
    ...one("without", filters.without ?? [], (genre) => t("without", { genre })),
    ...one("types", filters.types ?? [], (type) => t(`type-${type}`)),
    ...one("ages", filters.ages ?? [], (age) => t(`age-${age}`)),
    filters.from || filters.to ? chip(yearsText(filters), { from: null, to: null }) : null,
    filters.episodes ? chip(t("up-to-episodes", { n: filters.episodes }), { episodes: null }) : null,
    filters.popularity ? chip(t(filters.popularity < 0 ? "hidden-gems" : "well-known"), { popularity: null }) : null,
    filters.accuracy !== undefined ? chip(`${t("closeness")}: ${filters.accuracy}`, { accuracy: null }) : null,
    filters.planned ? chip(t(`planned-${filters.planned}`), { planned: null }) : null,
    filters.sequels ? chip(t("sequels"), { sequels: null }) : null,
  ].filter(Boolean);
}

function yearsText({ from, to }) {
  if (from && to) return from === to ? String(from) : `${from}–${to}`;
  return from ? t("since", { year: String(from) }) : t("until", { year: String(to) });
}

const change = (changes) => go(addressWith({ ...changes, title: null }), { replace: true });
const current = () => filtersOf(question().params);

function clearAll() {
  const { view, params } = question();
  go(addressOf(view, askerParams(params)), { replace: true });
}

function group(label, element, about = null) {
  return h("fieldset", { class: "filter" }, h("legend", {}, label, about && h("small", {}, about)), element);
}

const labelled = (label, element) => h("label", { class: "filter" }, h("span", { class: "filter-label" }, label), element);

/** A genre is wanted after one press, excluded after two, and neither after three. */
function genreChips() {
  const element = h("div", { class: "chips", "aria-busy": "true" }, Array.from({ length: N_GENRES }, () => h("span", { class: "chip bone" })));
  const buttons = new Map();
  let latest = {};
  const press = (genre) => {
    const { genres = [], without = [] } = current();
    const rest = (all) => all.filter((one) => one !== genre);
    const isWanted = genres.includes(genre);
    const isExcluded = without.includes(genre);
    change({
      genres: (isWanted || isExcluded ? rest(genres) : [...genres, genre]).join(","),
      without: (isWanted ? [...without, genre] : rest(without)).join(","),
    });
  };
  const show = (filters) => {
    latest = filters;
    const { genres = [], without = [] } = filters;
    for (const [genre, button] of buttons) {
      const state = genres.includes(genre) ? "wanted" : without.includes(genre) ? "excluded" : "";
      button.dataset.state = state;
      if (state) button.hidden = false;
      button.setAttribute("aria-label", state ? t(`genre-${state}`, { genre }) : genre);
    }
  };
  const offer = (genres) => {
    genres.forEach((genre, index) => buttons.set(genre, h("button", { type: "button", class: "chip", hidden: index >= N_GENRES, onclick: () => press(genre) }, genre)));
    const all = h("button", { type: "button", class: "quiet", hidden: genres.length <= N_GENRES }, t("all-genres"));
    all.addEventListener("click", () => {
      for (const button of buttons.values()) button.hidden = false;
      all.remove();
    });
    element.replaceChildren(...buttons.values(), all);
    element.removeAttribute("aria-busy");
    show(latest);
  };
  knownGenres().then(offer, () => element.replaceChildren());
  return { element, show };
}

/** Return the genres of the community. */
const knownGenres = async () => (await ask("/genres")).filter((genre) => !UNLISTED.has(genre));

function toggles(name, values, prefix) {
  const press = (value) => {
    const chosen = current()[name] ?? [];
    change({ [name]: (chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]).join(",") });
  };
  const buttons = values.map((value) => h("button", { type: "button", class: "chip", onclick: () => press(value) }, t(`${prefix}-${value}`)));
  const show = (filters) =>
    values.forEach((value, index) => buttons[index].setAttribute("aria-pressed", String((filters[name] ?? []).includes(value))));
  return { element: h("div", { class: "chips" }, buttons), show };
}

function years() {
  const last = new Date().getFullYear() + 1;
  let timer = 0;
  const field = (name, label) => {
    const input = h("input", { type: "number", inputmode: "numeric", min: FIRST_YEAR, max: last, placeholder: label, "aria-label": label });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      // Half of a year is none.
      if (input.value && !input.checkValidity()) return;
      timer = setTimeout(() => change({ [name]: input.value }), TYPING_MS);
    });
    return input;
  };
  const [from, to] = [field("from", t("from-year")), field("to", t("to-year"))];
  const show = (filters) => {
    if (document.activeElement !== from) from.value = filters.from ?? "";
    if (document.activeElement !== to) to.value = filters.to ?? "";
  };
  return { element: h("div", { class: "years" }, from, h("span", { "aria-hidden": "true" }, "–"), to), show };
}

function select(name, options) {
  const element = h("select", { onchange: () => change({ [name]: element.value }) }, options.map(([value, text]) => h("option", { value }, text)));
  return { element, show: (filters) => (element.value = filters[name] ?? "") };
}

function slider(name, min, max, step, fallback, [low, high]) {
  const input = h("input", { type: "range", min, max, step, "aria-label": `${low} – ${high}` });
  input.addEventListener("change", () => change({ [name]: Number(input.value) === fallback ? null : input.value }));
  return {
    element: h("div", { class: "slider" }, input, h("span", {}, low), h("span", {}, high)),
    show: (filters) => (input.value = filters[name] ?? fallback),
  };
}

function check(name, label) {
  const input = h("input", { type: "checkbox", onchange: () => change({ [name]: input.checked ? "1" : null }) });
  return { element: h("label", { class: "check" }, input, label), show: (filters) => (input.checked = Boolean(filters[name])) };
}
