/** `<reko-taste>`: what a list says about its owner, with a picture to save. */

import { askPicture } from "../core/api.js";
import { h } from "../core/dom.js";
import { number, percent, t, tNodes } from "../core/i18n.js";
import { nameOf } from "../core/titles.js";
import { icon } from "../parts/icons.js";
import { QuestionView } from "../parts/question-view.js";
import { barChart, scoreChart } from "../parts/taste-charts.js";
import { toast } from "../parts/toast.js";

const N_GENRES = 8;

class Taste extends QuestionView {
  changed() {
    const { user, name } = this.asker ?? {};
    this.name(t("taste-title"), ...(user ? tNodes("taste-of", { user: h("b", {}, name) }) : []));
    this.summary.replaceChildren();
  }

  question(asker) {
    return { path: "/taste", body: asker.fields };
  }

  places() {
    return h("div", { class: "taste" }, Array.from({ length: 4 }, () => h("section", { class: "panel" }, h("span", { class: "bone bone-long" }), h("span", { class: "bone bone-box" }))));
  }

  answered(answer) {
    const { counts, metadata } = answer;
    this.summary.replaceChildren(t("taste-counts", { n: counts.seen }), " · ", t("taste-beside", { n: metadata.community }));
    this.status.textContent = t("taste-title");
    this.show(
      h("div", { class: "taste" }, genres(answer), scores(answer), decades(answer), standing(answer), rare(answer)),
      h("p", { class: "taste-actions" }, h("button", { class: "button", onclick: (event) => this.#save(event.currentTarget) }, icon("file"), t("taste-save"))),
    );
  }

  async #save(button) {
    button.disabled = true;
    try {
      const address = URL.createObjectURL(await askPicture("/taste.png", this.asker.fields));
      h("a", { href: address, download: "taste.png" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch {
      toast(t("taste-save-failed"));
    } finally {
      button.disabled = false;
    }
  }
}

const panel = (title, ...content) => h("section", { class: "panel" }, h("h2", {}, title), content);
const shares = (rows) => rows.map(([name, one]) => ({ name, value: one.share, other: one.community_share, about: t("taste-share", { name, share: percent(one.share), other: percent(one.community_share) }) }));

function genres({ genres: found }) {
  if (!found.length) return null;
  return panel(t("taste-genres"), h("p", { class: "soft" }, t("taste-genres-about")), barChart(shares(found.slice(0, N_GENRES).map((one) => [one.name, one]))));
}

function decades({ decades: found }) {
  if (!found.length) return null;
  return panel(t("taste-decades"), barChart(shares(found.map((one) => [t("taste-decade", { year: String(one.first_year) }), one]))));
}

function scores({ scores: { mean, histogram }, generous_on, harsh_on }) {
  if (!histogram.some(Boolean)) return null;
  const leanings = [
    ["taste-generous", generous_on],
    ["taste-harsh", harsh_on],
  ].filter(([, found]) => found.length);
  const line = ([key, found]) => h("li", {}, t(key, { genres: found.map((one) => `${one.name} (${one.difference > 0 ? "+" : "−"}${number(Math.abs(one.difference), 1)})`).join(", ") }));
  return panel(t("taste-scores"), mean && h("p", { class: "soft" }, t("taste-mean", { mean: number(mean, 2) })), scoreChart(histogram), h("ul", { class: "lines" }, leanings.map(line)));
}

function standing({ standing: found }) {
  const lines = ["titles", "mean", "spread", "dropped", "mainstream"].filter((kind) => found[kind] !== null);
  if (!lines.length) return null;
  return panel(t("taste-standing"), h("ul", { class: "lines" }, lines.map((kind) => h("li", {}, t(`standing-${kind}`, { share: percent(found[kind]) })))));
}

function rare({ rare_favourites }) {
  if (!rare_favourites.length) return null;
  const line = (one) => h("li", {}, h("b", {}, nameOf(one)), " ", h("span", { class: "soft" }, t("taste-rare-line", { score: number(one.score), share: percent(one.known_by, 1) })));
  return panel(t("taste-rare"), h("ul", { class: "lines" }, rare_favourites.map(line)));
}

customElements.define("reko-taste", Taste);
