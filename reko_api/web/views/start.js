/** `<reko-start>`: whose list? */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { isName, qualified, readPerson, recentPeople, SITES } from "../core/people.js";
import { addressOf, go } from "../core/router.js";
import { ownList } from "../core/own-list.js";
import { recall, remember } from "../core/storage.js";
import { fileChoice } from "../parts/file-choice.js";
import { icon } from "../parts/icons.js";
import { siteChoice } from "../parts/site-choice.js";

class Start extends HTMLElement {
  #site = recall("site", "mal");
  #life = new AbortController();

  disconnectedCallback() {
    this.#life.abort();
  }

  set params(_) {
    document.title = "Reko";
    if (this.firstChild) return;
    this.#field = h("input", {
      id: "name",
      name: "name",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      placeholder: t("name-placeholder"),
      "aria-describedby": "name-error",
      oninput: () => this.#say(""),
      onpaste: () => setTimeout(() => this.#readAddress()),
    });
    this.#error = h("p", { id: "name-error", class: "field-error", role: "alert" });
    this.append(
      h(
        "div",
        { class: "start" },
        h("h1", {}, t("headline")),
        h("p", { class: "lead" }, t("lead")),
        this.#form(),
        this.#others(),
        this.#recent(),
        h("ul", { class: "promises" }, ["promise-public", "promise-account", "promise-open"].map((key) => h("li", {}, icon("seen"), t(key)))),
      ),
    );
    if (matchMedia("(pointer: fine)").matches) this.#field.focus();
  }

  #field = null;
  #error = null;

  #form() {
    this.#choice = h("div", {}, siteChoice(this.#site, (site) => this.#choose(site)));
    return h(
      "form",
      { class: "ask", novalidate: true, onsubmit: (event) => this.#submit(event) },
      this.#choice,
      h("label", { class: "unseen", for: "name" }, t("name-label")),
      h("div", { class: "ask-row" }, this.#field, h("button", { class: "button main large" }, t("show-anime"), icon("arrow"))),
      this.#error,
    );
  }

  #choice = null;

  #choose(site) {
    this.#site = site;
    remember("site", site);
    this.#say("");
    this.#field.focus();
  }

  /** A pasted address says which site it is of. */
  #readAddress() {
    const person = readPerson(this.#field.value, this.#site);
    if (person.name === this.#field.value.trim()) return;
    this.#field.value = person.name;
    this.#site = person.site;
    this.#choice.replaceChildren(siteChoice(person.site, (site) => this.#choose(site)));
  }

  #submit(event) {
    event.preventDefault();
    const person = readPerson(this.#field.value, this.#site);
    if (isName(person)) {
      go(addressOf("recommendations", { user: qualified(person) }));
      return;
    }
    this.#say(t(person.name ? `name-wrong-${person.site}` : "name-missing", { site: SITES[person.site].label }));
    this.#field.focus();
  }

  #say(text) {
    this.#error.textContent = text;
    this.#field.setAttribute("aria-invalid", String(Boolean(text)));
  }

  /** The ways that need no name. */
  #others() {
    const file = fileChoice(t("open-file"), {
      onList: () => go(addressOf("recommendations", { list: "own" })),
      onError: (kind) => this.#say(t(`file-${kind}`)),
      signal: this.#life.signal,
    });
    return h("div", { class: "other-ways" }, h("p", {}, t("no-name")), h("div", {}, h("a", { class: "button", href: addressOf("rate") }, icon("star"), t("rate-some")), file));
  }

  #recent() {
    const people = recentPeople();
    const list = ownList();
    if (!people.length && !list) return null;
    const links = people.map((user) => {
      const { site, name } = readPerson(user);
      return h("a", { class: "chip", href: addressOf("recommendations", { user }) }, h("span", { class: `site site-${site}` }, SITES[site].label), name);
    });
    const own = list && h("a", { class: "chip", href: addressOf("recommendations", { list: "own" }) }, icon("file"), list.name);
    return h("p", { class: "recent" }, h("span", {}, t("recent")), links, own);
  }
}

customElements.define("reko-start", Start);
