/** `<reko-similar>`: titles like one or several others. */

import { h } from "../core/dom.js";
import { hiddenIds } from "../core/hidden.js";
import { listed, t, tNodes } from "../core/i18n.js";
import { addressWith, go } from "../core/router.js";
import { onStored } from "../core/storage.js";
import { nameOf } from "../core/titles.js";
import { icon } from "../parts/icons.js";
import { notice } from "../parts/notice.js";
import { QuestionView } from "../parts/question-view.js";
import { titleDialog } from "../parts/title-dialog.js";
import { titleSearch } from "../parts/title-search.js";
import { makeWall } from "../parts/wall.js";

const N_TITLES = 24;
// The API takes no more.
const MAX_GIVEN = 10;

class Similar extends QuestionView {
  needsList = false;
  #dialog = titleDialog();
  #titles = [];

  build() {
    onStored("hidden", () => this.reask(), this.life.signal);
    this.given = h("div", { class: "active-filters" });
    const search = titleSearch(t("similar-search"), ({ id }) => go(addressWith({ like: [...new Set([...this.#like(), id])].slice(-MAX_GIVEN) })));
    return [h("div", { class: "similar-given" }, search, this.given)];
  }

  changed() {
    this.name(t("similar-title"));
    this.#showDetails();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#dialog.show(null);
  }

  #like() {
    return (this.params_.get("like") ?? "").split(",").map(Number).filter(Boolean);
  }

  #showDetails() {
    this.#dialog.show(this.params_.get("title"), this.#titles, this.asker);
  }

  question(asker) {
    const like = this.#like();
    if (!like.length) {
      this.given.replaceChildren();
      this.summary.replaceChildren(t("similar-about"));
      return null;
    }
    return { path: "/recommendations/similar", body: { ...asker?.fields, anime_ids: like, banned_ids: hiddenIds(), limit: N_TITLES } };
  }

  places() {
    return makeWall([], N_TITLES, { hasFirst: false });
  }

  answered({ metadata, rekos }) {
    this.given.replaceChildren(...metadata.like.map((info) => chip(info, this.#like())));
    const names = listed(metadata.like.map(nameOf));
    this.name(t("similar-to", { titles: names }), ...tNodes("similar-to", { titles: h("b", {}, names) }));
    this.summary.replaceChildren(t(this.asker ? "similar-for-you" : "similar-for-all"));
    this.#titles = rekos.map(asTitle);
    this.status.textContent = t("status", { n: rekos.length });
    this.show(rekos.length ? makeWall(this.#titles, 0, { hasFirst: false }) : notice({ title: t("similar-nothing"), text: t("similar-nothing-do") }));
    this.#showDetails();
  }
}

function chip(info, like) {
  const name = nameOf(info);
  return h("a", { class: "chip", href: addressWith({ like: like.filter((id) => id !== info.id) }), "aria-label": t("remove-title", { title: name }) }, name, icon("close"));
}

const asTitle = (reko) => ({
  id: reko.id,
  info: reko.info,
  match: reko.match,
  expected: reko.expected,
  nUsers: 0,
  nSimilar: 0,
  note: reko.shared_genres.length ? listed(reko.shared_genres) : null,
});

customElements.define("reko-similar", Similar);
