/** What the page says about a title. */

import { number, t } from "./i18n.js";
import { recall } from "./storage.js";

/** The names of titles there are to choose from. */
export const NAME_KINDS = ["romaji", "english", "japanese"];

const MAL = "https://myanimelist.net/anime/";
const COVERS = document.querySelector("meta[name=reko-covers]").content;

/** Return the name of a title in the kind that was chosen, or its main one. */
export const nameOf = (info) => info.titles[recall("names", "romaji")] ?? info.titles.romaji;

/** Return the other names of a title, each once. */
export const otherNames = (info) =>
  [...new Set(NAME_KINDS.map((kind) => info.titles[kind]))].filter((name) => name && name !== nameOf(info));

/** Return the address of its cover, null without one. */
export function coverOf(info) {
  if (!COVERS || !info.main_image) return null;
  return COVERS + new URL(info.main_image).pathname;
}

/** Return the address of a title on MAL. */
export const malPage = (id) => MAL + id;

/** Return the short facts: type, episodes, year. */
export function factsOf(info) {
  return [
    info.media_type && t(`type-${info.media_type}`),
    info.num_episodes && t("episodes", { n: info.num_episodes }),
    info.airing_date?.slice(0, 4),
  ].filter(Boolean);
}

/** Return further facts, for the page of a title. */
export const moreFactsOf = (info) =>
  [info.rating && t(`age-${info.rating}`), info.mean && t("mal-mean", { mean: number(info.mean, 2) })].filter(Boolean);
