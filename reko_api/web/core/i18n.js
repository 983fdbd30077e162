/** The page's words in the language of the browser, or the one that was chosen. */

import { recall } from "./storage.js";

/** The languages there are, by their names in themselves. */
export const LANGUAGES = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  "pt-BR": "Português (Brasil)",
  ja: "日本語",
};

let language = "en";
let messages = {};
let plurals = new Intl.PluralRules("en");

/** Load the words; must be awaited before anything is drawn. */
export async function loadWords() {
  language = preferred([recall("language", ""), ...navigator.languages]);
  const response = await fetch(new URL(`../locales/${language}.json`, import.meta.url));
  messages = await response.json();
  plurals = new Intl.PluralRules(language);
  document.documentElement.lang = language;
}

function preferred(wanted) {
  for (const tag of wanted) {
    const base = tag.split("-")[0];
    const found = Object.keys(LANGUAGES).find((one) => one === tag || one.split("-")[0] === base);
    if (found) return found;
  }
  return "en";
}

/** Return the language of the words. */
export const currentLanguage = () => language;

/**
 * Return a text. `{name}` in it stands for a value; where it depends on a number, it is an object with
 * the plural forms of the language, chosen by the value `n`.
 */
export function t(key, values = {}) {
  return message(key, values).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/** Return a text as nodes, for values that are elements. */
export function tNodes(key, values) {
  return message(key, values)
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = part.match(/^\{(\w+)\}$/)?.[1];
      if (!name || !(name in values)) return part;
      return values[name] instanceof Node ? values[name] : shown(values[name]);
    });
}

function message(key, values) {
  const found = messages[key];
  if (found === undefined) return key;
  if (typeof found === "string") return found;
  return found[values.n] ?? found[plurals.select(values.n)] ?? found.other;
}

const shown = (value) => (typeof value === "number" ? number(value) : String(value));

/** Return a number as the language writes it. */
export function number(value, digits = 0) {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Return a share in percent. */
export const percent = (value, digits = 0) => (value / 100).toLocaleString(language, { style: "percent", maximumFractionDigits: digits });

/** Return a list as a sentence has it. */
export const listed = (items) => new Intl.ListFormat(language).format(items);

/** Return how long ago a time is, such as "3 days ago". */
export function ago(iso) {
  const seconds = Math.min(0, (Date.parse(iso) - Date.now()) / 1000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, length] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (-seconds >= length) return format.format(Math.round(seconds / length), unit);
  }
  return format.format(0, "second");
}
