/** `<reko-card>`: one title of the wall. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { addressWith } from "../core/router.js";
import { factsOf, nameOf } from "../core/titles.js";
import { cover } from "./cover.js";
import { figures, largeFigures } from "./figures.js";
import { hideButtons } from "./hide-buttons.js";
import { matchRing } from "./match-ring.js";

const MAX_GENRES = 4;

/**
 * Its property `title_` is { id, info, match, expected, nUsers, nSimilar, note }, `isFirst` makes it
 * large. expected may be null; note is a line of its own. The link leads to its details.
 */
export class TitleCard extends HTMLElement {
  title_ = null;
  isFirst = false;

  connectedCallback() {
    if (this.firstChild) return;
    const { info, match } = this.title_;
    this.classList.add("card");
    this.classList.toggle("first", this.isFirst);
    const art = h("span", { class: "card-art" }, cover(info, { isEager: this.isFirst }), matchRing(match));
    const words = this.isFirst ? this.#longWords() : this.#shortWords();
    this.append(
      ...(this.isFirst ? [h("span", { class: "card-glow", "aria-hidden": "true" }, cover(info))] : []),
      h("a", { class: "card-link", href: addressWith({ title: this.title_.id }) }, art, words[0]),
      ...words.slice(1),
      hideButtons(this.title_, this.isFirst),
    );
  }

  #shortWords() {
    const { info, expected, note } = this.title_;
    return [
      h("span", { class: "card-name" }, nameOf(info)),
      h("p", { class: "card-facts" }, factsOf(info).join(" · ")),
      note ? h("p", { class: "card-note" }, note) : null,
      expected ? figures(this.title_) : null,
    ].filter(Boolean);
  }

  #longWords() {
    const { info, expected, note } = this.title_;
    return [
      h(
        "span",
        { class: "card-heading" },
        h("span", { class: "eyebrow" }, t("best-match")),
        h("span", { class: "card-name" }, nameOf(info)),
        h("span", { class: "card-facts" }, [...factsOf(info), ...info.genres.slice(0, MAX_GENRES)].join(" · ")),
      ),
      note ? h("p", { class: "card-note" }, note) : null,
      expected ? largeFigures(this.title_) : null,
    ].filter(Boolean);
  }
}

customElements.define("reko-card", TitleCard);

/** Make a card. */
export function titleCard(title, { isFirst = false } = {}) {
  const card = document.createElement("reko-card");
  card.title_ = title;
  card.isFirst = isFirst;
  return card;
}

/** Make the place of a card that is still to come. */
export function cardSkeleton(isFirst = false) {
  const line = (width) => h("span", { class: `bone bone-${width}` });
  return h(
    "li",
    { class: "wall-item" },
    h(
      "div",
      { class: isFirst ? "card first skeleton" : "card skeleton" },
      h("div", { class: "card-link" }, h("span", { class: "card-art" }, h("span", { class: "cover bone" })), h("span", { class: "card-heading" }, line("long"), line("short"))),
      isFirst ? h("div", { class: "large-figures" }, line("box"), line("box"), line("box")) : line("long"),
    ),
  );
}
