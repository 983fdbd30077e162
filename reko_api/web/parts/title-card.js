/** `<reko-card>`: one title of the wall. */

import { h, unseen } from "../core/dom.js";
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
    this.classList.add("card");
    this.classList.toggle("first", this.isFirst);
    this.append(...(this.isFirst ? this.#large() : this.#small()));
  }

  #small() {
    const { info, match, expected } = this.title_;
    return [
      h("a", { class: "card-link", href: this.#address() }, h("span", { class: "card-art" }, cover(info), matchRing(match)), h("span", { class: "card-name" }, nameOf(info))),
      h("p", { class: "card-facts" }, factsOf(info).join(" · ")),
      ...this.#note(),
      ...(expected ? [figures(this.title_)] : []),
      hideButtons(this.title_),
    ];
  }

  #large() {
    const { info, match, expected } = this.title_;
    const facts = [...factsOf(info), ...info.genres.slice(0, MAX_GENRES)].join(" · ");
    return [
      h("span", { class: "card-glow", "aria-hidden": "true" }, cover(info)),
      // The same as the link beside it.
      h("a", { class: "card-art", href: this.#address(), tabindex: "-1", "aria-hidden": "true" }, cover(info, { isEager: true }), matchRing(match)),
      h(
        "div",
        { class: "card-body" },
        h(
          "a",
          { class: "card-link", href: this.#address() },
          h("span", { class: "eyebrow" }, t("best-match"), unseen(`: ${t("match", { match })}`)),
          h("span", { class: "card-name" }, nameOf(info)),
        ),
        h("p", { class: "card-facts" }, facts),
        ...this.#note(),
        expected && largeFigures(this.title_),
        hideButtons(this.title_, true),
      ),
    ];
  }

  #address() {
    return addressWith({ title: this.title_.id });
  }

  #note() {
    const { note } = this.title_;
    return note ? [h("p", { class: "card-note" }, note)] : [];
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
  const art = h("span", { class: "card-art" }, h("span", { class: "cover bone" }));
  const words = isFirst
    ? h("div", { class: "card-body" }, line("short"), line("long"), h("div", { class: "large-figures" }, line("box"), line("box"), line("box")))
    : [line("long"), line("short"), line("long")];
  return h("li", { class: "wall-item" }, h("div", { class: `card skeleton${isFirst ? " first" : ""}` }, art, words));
}
