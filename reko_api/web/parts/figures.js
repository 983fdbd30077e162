/** The three figures of a title: expected score, chance to enjoy it, similar users who recommend it. */

import { h, unseen } from "../core/dom.js";
import { number, percent, t } from "../core/i18n.js";
import { icon } from "./icons.js";

/** Make the short form, for cards. nUsers: recommending; nSimilar: of how many. */
export function figures({ expected, nUsers, nSimilar }) {
  return h(
    "ul",
    { class: "figures" },
    figure("star", number(expected.score, 1), t("figure-score", { score: number(expected.score, 1) })),
    figure("heart", percent(expected.enjoyment), t("figure-enjoyment", { share: percent(expected.enjoyment) })),
    nSimilar ? figure("people", number(nUsers), t("figure-users", { n: nUsers, of: nSimilar })) : null,
  );
}

function figure(name, short, long) {
  return h("li", { title: long }, icon(name), h("span", { "aria-hidden": "true" }, short), unseen(long));
}

/** Make the long form: each figure large, with what it means beneath. */
export function largeFigures({ expected, nUsers, nSimilar }) {
  return h(
    "dl",
    { class: "large-figures" },
    large("star", number(expected.score, 1), t("about-score")),
    large("heart", percent(expected.enjoyment), t("about-enjoyment")),
    nSimilar ? large("people", `${number(nUsers)}/${number(nSimilar)}`, t("about-users")) : null,
  );
}

function large(name, value, about) {
  return h("div", {}, h("dt", {}, icon(name), about), h("dd", {}, value));
}
