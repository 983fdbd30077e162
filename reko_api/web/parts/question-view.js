/**
 * The base of views that ask one question: a heading, then the answer, or its places, or what went wrong.
 *
 * A view says what it asks by `question(asker, params)`: { path, body }, or null when something is still to be
 * entered; shows the answer by `answered(answer)` in `this.results`; and builds its controls in `build()`.
 */

import { ask } from "../core/api.js";
import { askerOf } from "../core/asker.js";
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { rememberPerson } from "../core/people.js";
import { notice, problemNotice } from "./notice.js";
import { shareButton } from "./share-button.js";
import { waitingNote } from "./waiting-note.js";

export class QuestionView extends HTMLElement {
  /** Whether the question needs a list; else it may be asked without one. */
  needsList = true;
  params_ = new URLSearchParams();
  asker = null;
  answer = null;
  #asked = "";
  #asking = new AbortController();
  /** Ends with the view. */
  life = new AbortController();

  set params(params) {
    this.params_ = params;
    if (!this.firstChild) this.#build();
    this.asker = askerOf(params);
    this.share.hidden = params.has("list"); // nobody else has the list that this browser keeps
    this.changed();
    if (!this.asker && (this.needsList || params.has("list"))) this.#showNobody();
    else this.reask();
  }

  disconnectedCallback() {
    this.#asking.abort();
    this.life.abort();
  }

  /** Build what stands between the heading and the answer. */
  build() {
    return [];
  }

  /** Follow the address, before anything is asked. */
  changed() {}

  #build() {
    this.heading = h("h1");
    this.summary = h("p", { class: "summary" });
    this.status = h("p", { class: "unseen", role: "status" });
    this.results = h("div", { class: "results" });
    this.share = shareButton();
    const head = h("div", { class: "page-head with-share" }, this.heading, this.share, this.summary);
    this.append(head, this.status, ...this.build(), this.results);
  }

  /** Set the heading, and the title of the page. */
  name(text, ...nodes) {
    document.title = `${text} · Reko`;
    this.heading.replaceChildren(...(nodes.length ? nodes : [text]));
  }

  #showNobody() {
    const isOwn = this.params_.has("list");
    this.#asked = "";
    this.#asking.abort();
    this.show(notice({ title: t(isOwn ? "no-own-list" : "no-name-given"), text: t(isOwn ? "no-own-list-do" : "no-name-given-do"), actions: [[t("other-name"), "#/", true]] }));
  }

  /** Ask, if the question has changed. */
  reask() {
    const question = this.question(this.asker, this.params_);
    const key = JSON.stringify(question);
    if (question && key === this.#asked) return;
    this.#asking.abort();
    this.#asked = key;
    if (question) this.#ask(question);
    else this.show();
  }

  async #ask({ path, body }) {
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const note = this.asker ? waitingNote(this.asker) : null;
    this.show(note?.element ?? "", this.places());
    try {
      this.answer = await ask(path, body, { signal, onRead: note?.read });
      if (this.asker?.user) rememberPerson(this.asker.user);
      this.answered(this.answer);
    } catch (problem) {
      if (signal.aborted) return;
      this.#asked = "";
      this.status.textContent = "";
      this.show(problemNotice(problem, { retry: () => this.reask(), user: this.whose(problem) }));
    } finally {
      note?.end();
    }
  }

  /** Return whose list a problem is about. */
  whose() {
    return this.asker?.user ?? null;
  }

  /** Return what stands where the answer will be. */
  places() {
    return "";
  }

  /** Show nodes in place of the answer. */
  show(...nodes) {
    this.results.replaceChildren(...nodes);
  }
}
