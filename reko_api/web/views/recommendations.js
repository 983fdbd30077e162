/** `<reko-recommendations>`: the wall of covers for one list. */

import { ask } from "../core/api.js";
import { askerOf, askerParams } from "../core/asker.js";
import { h } from "../core/dom.js";
import { filterFields, filtersOf, passes } from "../core/filters.js";
import { hiddenIds } from "../core/hidden.js";
import { ago, t, tNodes } from "../core/i18n.js";
import { rememberPerson } from "../core/people.js";
import { addressOf, go } from "../core/router.js";
import { onStored } from "../core/storage.js";
import { icon } from "../parts/icons.js";
import { notice, problemNotice } from "../parts/notice.js";
import { filterChips, filterPanel } from "../parts/filter-panel.js";
import { titleDialog } from "../parts/title-dialog.js";
import { shareButton } from "../parts/share-button.js";
import { makeWall } from "../parts/wall.js";
import { waitingNote } from "../parts/waiting-note.js";

const PAGE = 24;

class Recommendations extends HTMLElement {
  #params = new URLSearchParams();
  #asker = null;
  #asking = new AbortController();
  #life = new AbortController();
  #asked = "";
  #rekos = [];
  #answer = null;
  #refresh = false;

  set params(params) {
    this.#params = params;
    if (!this.firstChild) this.#build();
    this.#filters.show(filtersOf(params));
    this.#chips.replaceChildren(...filterChips(filtersOf(params)));
    this.#asker = askerOf(params);
    if (!this.#asker) return this.#showNobody();
    if (this.#key() !== this.#asked) this.#start();
    this.#showDetails();
  }

  disconnectedCallback() {
    this.#asking.abort();
    this.#life.abort();
    this.#dialog.show(null);
  }

  #build() {
    this.#head = h("div", { class: "page-head with-share" });
    this.#filters = filterPanel();
    this.#chips = h("div", { class: "active-filters" });
    this.#results = h("div", { class: "results" });
    this.#status = h("p", { class: "unseen", role: "status" });
    this.#dialog = titleDialog();
    this.append(this.#head, this.#status, h("div", { class: "wall-layout" }, this.#filters.element, h("div", {}, this.#chips, this.#results)));
    onStored("hidden", () => this.#start(), this.#life.signal);
  }

  #head = null;
  #filters = null;
  #chips = null;
  #results = null;
  #status = null;
  #dialog = null;

  #showDetails() {
    this.#dialog.show(this.#params.get("title"), this.#rekos, this.#asker);
  }

  #fields() {
    return { ...filterFields(filtersOf(this.#params)), banned_ids: hiddenIds(), limit: PAGE };
  }

  /** What the answer depends on. */
  #key() {
    return JSON.stringify([this.#asker.key, this.#fields()]);
  }

  #showNobody() {
    const isOwn = this.#params.has("list");
    this.dataset.state = "failed";
    this.#head.replaceChildren();
    this.#results.replaceChildren(
      notice({ title: t(isOwn ? "no-own-list" : "no-name-given"), text: t(isOwn ? "no-own-list-do" : "no-name-given-do"), actions: [[t("other-name"), "#/", true]] }),
    );
  }

  /** Ask anew, and show at once what is known of the answer. */
  async #start() {
    const isOther = this.#asked && JSON.parse(this.#asked)[0] !== this.#asker.key;
    this.#asked = this.#key();
    this.#asking.abort();
    this.#asking = new AbortController();
    if (isOther) [this.#rekos, this.#answer] = [[], null];
    this.#showHead();
    const filters = filtersOf(this.#params);
    const hidden = new Set(hiddenIds());
    const known = this.#rekos.filter((one) => passes(one.info, filters) && !hidden.has(one.id));
    this.#show(known, PAGE);
    await this.#ask(0);
  }

  async #ask(offset) {
    const { signal } = this.#asking;
    const asker = this.#asker;
    // In the place of the summary, so that nothing below it moves.
    const note = waitingNote(asker, (element) => this.#head.querySelector(".summary").replaceWith(element));
    try {
      const force = this.#refresh ? { force_list_update: true } : {};
      this.#refresh = false;
      const body = { ...asker.fields, ...this.#fields(), ...force, offset };
      const answer = await ask("/recommendations", body, { signal, onRead: note.read });
      this.#answer = answer;
      this.#rekos = [...(offset ? this.#rekos : []), ...answer.rekos.map((one) => asTitle(one, answer))];
      if (asker.user) rememberPerson(asker.user);
      this.#showHead();
      this.#show(this.#rekos, 0);
      this.#showDetails();
    } catch (problem) {
      if (signal.aborted) return;
      this.dataset.state = "failed";
      this.#results.replaceChildren(problemNotice(problem, { retry: () => this.#start(), user: asker.user }));
      this.#status.textContent = "";
    } finally {
      note.end();
    }
  }

  #showHead() {
    const answer = this.#answer;
    const { user, name } = this.#asker;
    document.title = `${user ? t("page-title", { user: name }) : t("for-you")} · Reko`;
    const heading = h("h1", {}, user ? tNodes("page-title", { user: h("b", {}, name) }) : t("for-you"));
    this.#head.replaceChildren(heading, ...(user ? [shareButton()] : []), answer ? this.#summary(answer) : h("p", { class: "summary" }, h("span", { class: "bone bone-line" })));
    if (answer) this.#status.textContent = t("status", { n: answer.metadata.rekos.found });
  }

  #summary({ metadata }) {
    const refresh = () => {
      this.#refresh = true;
      this.#rekos = [];
      this.#start();
    };
    return h(
      "p",
      { class: "summary" },
      t("titles-found", { n: metadata.rekos.found }),
      " · ",
      metadata.users.found ? t("from-users", { n: metadata.users.found }) : t("from-no-users"),
      this.#asker.user && [
        " · ",
        t("list-read", { when: ago(metadata.user_last_analyzed) }),
        h("button", { class: "icon-button small", "aria-label": t("refresh"), title: t("refresh"), onclick: refresh }, icon("refresh")),
      ],
      metadata.unmapped_entries ? h("span", { class: "soft" }, " · ", t("unmapped", { n: metadata.unmapped_entries })) : null,
    );
  }

  /** Show titles, and places for those to come; or say why there are none. */
  #show(titles, nComing) {
    this.dataset.state = "shown";
    const nMissing = Math.max(0, nComing - titles.length);
    if (!titles.length && !nMissing) return this.#results.replaceChildren(this.#nothing());
    const wall = makeWall(titles, nMissing);
    const nLeft = nComing ? 0 : this.#answer.metadata.rekos.found - titles.length;
    this.#results.replaceChildren(wall, nLeft > 0 ? this.#moreButton() : "");
  }

  #moreButton() {
    const button = h("button", { class: "button more" }, t("show-more"));
    button.addEventListener("click", () => {
      button.disabled = true;
      this.#ask(this.#rekos.length);
    });
    return button;
  }

  #nothing() {
    const isFiltered = Object.keys(filtersOf(this.#params)).length > 0;
    return isFiltered
      ? notice({ title: t("nothing-filtered"), text: t("nothing-filtered-do"), actions: [[t("clear-filters"), () => go(addressOf("recommendations", askerParams(this.#params))), true]] })
      : notice({ title: t("nothing"), text: t("nothing-do"), actions: [[t("other-name"), () => go("#/")]] });
  }
}

const asTitle = (reko, answer) => ({
  id: reko.id,
  info: reko.info,
  match: reko.match,
  expected: reko.expected,
  nUsers: reko.users.length,
  nSimilar: answer.users.length,
});

customElements.define("reko-recommendations", Recommendations);
