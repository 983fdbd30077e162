/** `<reko-rate>`: well-known titles to rate, for people without a list. */

import { ask } from "../core/api.js";
import { h } from "../core/dom.js";
import { number, t } from "../core/i18n.js";
import { forgetRatings, keepRatings, nRated, rate, ratingFields } from "../core/ratings.js";
import { addressOf, go } from "../core/router.js";
import { factsOf, nameOf } from "../core/titles.js";
import { cover } from "../parts/cover.js";
import { icon } from "../parts/icons.js";
import { notice, problemNotice } from "../parts/notice.js";
import { toast } from "../parts/toast.js";

const N_SHOWN = 12;
// Asked for at once, so that an answer is followed by the next title without a wait.
const N_AHEAD = 6;
const LEAST = 3;
const ENOUGH = 10;
const ANSWERS = [
  ["liked", "heart"],
  ["disliked", "hide"],
  ["not-seen", "close"],
];

class Rate extends HTMLElement {
  #life = new AbortController();
  #queue = [];
  #isAsking = false;
  #isOver = false;

  set params(_) {
    document.title = `${t("rate-title")} · Reko`;
    if (this.firstChild) return;
    this.#wall = h("ul", { class: "wall rate-wall", "aria-label": t("titles"), "aria-busy": "true" }, Array.from({ length: N_SHOWN }, place));
    this.#bar = h("div", { class: "rate-bar" });
    this.#notice = h("div");
    this.append(h("div", { class: "page-head" }, h("h1", {}, t("rate-title")), h("p", { class: "lead" }, t("rate-about"))), this.#notice, this.#wall, this.#bar);
    this.#showProgress();
    this.#refill();
  }

  #wall = null;
  #bar = null;
  #notice = null;

  disconnectedCallback() {
    this.#life.abort();
  }

  /** Get further titles, and put them where there is room. */
  async #refill() {
    if (this.#isAsking || this.#isOver) return;
    this.#isAsking = true;
    const { signal } = this.#life;
    const shown = [...this.#cards().map((card) => card.id_), ...this.#queue.map((info) => info.id)];
    const limit = this.#places().length + N_AHEAD;
    try {
      const { titles } = await ask("/titles/to-rate", { ...ratingFields(shown), limit }, { signal });
      this.#isOver = titles.length < limit;
      const known = new Set([...this.#cards().map((card) => card.id_), ...this.#queue.map((info) => info.id)]);
      this.#queue.push(...titles.filter((info) => !known.has(info.id)));
      this.#notice.replaceChildren();
    } catch (problem) {
      if (signal.aborted) return;
      this.#notice.replaceChildren(problemNotice(problem, { retry: () => this.#refill() }));
    } finally {
      this.#isAsking = false;
    }
    this.#fill();
  }

  #cards = () => [...this.#wall.children].filter((child) => child.id_);
  #places = () => [...this.#wall.children].filter((child) => !child.id_);

  #fill() {
    for (const empty of this.#places()) {
      const info = this.#queue.shift();
      if (info) empty.replaceWith(this.#card(info));
      else if (this.#isOver) empty.remove();
    }
    this.#wall.setAttribute("aria-busy", String(this.#places().length > 0));
    if (this.#isOver && !this.#wall.children.length) {
      this.#notice.replaceChildren(notice({ title: t("rate-all"), text: t("rate-all-do"), actions: [[t("rate-again"), () => this.#restart()]] }));
    }
  }

  #card(info) {
    const name = nameOf(info);
    const card = h("li", { class: "wall-item rate-card" });
    [card.id_, card.info_] = [info.id, info];
    const buttons = ANSWERS.map(([answer, iconName]) =>
      h(
        "button",
        { class: `button rate-${answer}`, "aria-label": t(`${answer}-title`, { title: name }), onclick: () => this.#take(card, info, answer) },
        icon(iconName),
        t(answer),
      ),
    );
    card.append(
      h("span", { class: "card-art" }, cover(info)),
      h("h2", { class: "card-name" }, name),
      h("p", { class: "card-facts" }, factsOf(info).join(" · ")),
      h("div", { class: "rate-buttons" }, buttons),
    );
    return card;
  }

  /** Keep an answer, and show the next title in its place, which gets the focus. */
  #take(card, info, answer) {
    rate(info.id, answer);
    const next = this.#queue.shift();
    const successor = next ? this.#card(next) : place();
    card.replaceWith(successor);
    const focused = successor.id_ ? successor : this.#cards()[0];
    focused?.querySelector("button").focus({ preventScroll: true });
    toast(t(`${answer}-done`, { title: nameOf(info) }), t("undo"), () => this.#takeBack(successor, info));
    this.#showProgress();
    if (this.#queue.length < N_AHEAD / 2) this.#refill();
  }

  #takeBack(successor, info) {
    rate(info.id, null);
    if (successor.isConnected && successor.info_) this.#queue.unshift(successor.info_);
    (successor.isConnected ? successor : this.#wall.lastElementChild)?.replaceWith(this.#card(info));
    this.#showProgress();
  }

  #restart() {
    forgetRatings();
    this.#queue = [];
    this.#isOver = false;
    this.#wall.replaceChildren(...Array.from({ length: N_SHOWN }, place));
    this.#showProgress();
    this.#refill();
  }

  #showProgress() {
    const n = nRated();
    const hint = n < LEAST ? t("rate-more", { n: LEAST - n }) : n < ENOUGH ? t("rate-better", { n: ENOUGH - n }) : t("rate-enough");
    this.#bar.replaceChildren(
      h("progress", { max: ENOUGH, value: Math.min(n, ENOUGH), "aria-label": t("rate-progress") }),
      h("p", { role: "status" }, h("b", {}, t("rated", { n })), " ", h("span", { class: "soft" }, hint)),
      n ? h("button", { class: "quiet", onclick: () => this.#restart() }, t("rate-again")) : "",
      h("button", { class: "button main", disabled: n < LEAST, onclick: () => this.#finish() }, t("show-anime"), icon("arrow")),
    );
  }

  #finish() {
    keepRatings(t("rated-list", { n: number(nRated()) }));
    go(addressOf("recommendations", { list: "own" }));
  }
}

const place = () =>
  h("li", { class: "wall-item rate-card" }, h("span", { class: "card-art" }, h("span", { class: "cover bone" })), h("span", { class: "bone bone-long" }), h("span", { class: "bone bone-box" }));

customElements.define("reko-rate", Rate);
