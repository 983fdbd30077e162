/** `<reko-season>`: what airs this season and next, ranked for a list. */

import { h } from "../core/dom.js";
import { listed, number, t } from "../core/i18n.js";
import { hiddenIds } from "../core/hidden.js";
import { addressWith } from "../core/router.js";
import { onStored } from "../core/storage.js";
import { nameOf } from "../core/titles.js";
import { notice } from "../parts/notice.js";
import { QuestionView } from "../parts/question-view.js";
import { titleDialog } from "../parts/title-dialog.js";
import { makeWall } from "../parts/wall.js";

const N_TITLES = 24;

class Season extends QuestionView {
  #dialog = titleDialog();
  #titles = [];

  build() {
    onStored("hidden", () => this.reask(), this.life.signal);
    return [];
  }

  changed() {
    this.name(t("season-title"));
    this.#dialog.show(this.params_.get("title"), this.#titles, this.asker);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#dialog.show(null);
  }

  question(asker, params) {
    const fields = params.get("new") ? { only_new: true } : {};
    return { path: "/recommendations/season", body: { ...asker.fields, ...fields, banned_ids: hiddenIds(), limit: N_TITLES } };
  }

  places() {
    return makeWall([], N_TITLES, { hasFirst: false });
  }

  answered({ seasons }) {
    this.summary.replaceChildren(t("season-about"), " ", onlyNew(this.params_));
    this.#titles = seasons.flatMap((season) => season.rekos.map(asTitle));
    const n = this.#titles.length;
    this.status.textContent = t("status", { n });
    if (!n) return this.show(nothing(this.params_));
    this.show(
      ...seasons
        .filter((season) => season.rekos.length)
        .map((season) =>
          h(
            "section",
            { class: "part" },
            h("h2", {}, t(`season-${season.season}`, { year: String(season.year) }), " ", h("small", {}, t("titles-found", { n: season.found }))),
            makeWall(season.rekos.map(asTitle), 0, { hasFirst: false }),
          ),
        ),
    );
    this.#dialog.show(this.params_.get("title"), this.#titles, this.asker);
  }
}

function nothing(params) {
  return params.get("new")
    ? notice({ title: t("nothing-filtered"), text: t("nothing-filtered-do"), actions: [[t("clear-filters"), addressWith({ new: null }), true]] })
    : notice({ title: t("season-nothing"), text: t("season-nothing-do") });
}

function onlyNew(params) {
  const isOn = Boolean(params.get("new"));
  return h("a", { class: "chip", role: "switch", "aria-checked": String(isOn), href: addressWith({ new: isOn ? null : 1 }) }, t("season-only-new"));
}

const asTitle = (reko) => ({
  id: reko.id,
  info: reko.info,
  match: reko.match,
  expected: { score: reko.expected.score, enjoyment: reko.expected.enjoyment },
  nUsers: 0,
  nSimilar: 0,
  note: noteOf(reko),
});

function noteOf({ reason, is_new, misses_earlier }) {
  const about = reason && t(`reason-${reason.kind}`, { title: reason.own ? nameOf(reason.own) : "", names: listed(reason.names), score: reason.own?.score ? number(reason.own.score) : "" });
  return [about, is_new ? null : t("season-continues"), misses_earlier ? t("season-misses") : null].filter(Boolean).join(" · ");
}

customElements.define("reko-season", Season);
