/** `<reko-group>`: titles for people who watch together. */

import { h } from "../core/dom.js";
import { hiddenIds } from "../core/hidden.js";
import { number, percent, t } from "../core/i18n.js";
import { isName, qualified, readPerson, SITES } from "../core/people.js";
import { addressWith, go } from "../core/router.js";
import { onStored } from "../core/storage.js";
import { icon } from "../parts/icons.js";
import { notice } from "../parts/notice.js";
import { QuestionView } from "../parts/question-view.js";
import { titleDialog } from "../parts/title-dialog.js";
import { makeWall } from "../parts/wall.js";

const N_TITLES = 24;
// The API takes no more.
const MAX_MEMBERS = 10;
const RULES = ["everyone", "average", "no_misery"];

class Group extends QuestionView {
  // Without one, the first name that is added is whose group it is.
  needsList = false;
  #dialog = titleDialog();
  #titles = [];

  build() {
    onStored("hidden", () => this.reask(), this.life.signal);
    this.members = h("ul", { class: "active-filters members" });
    this.field = h("input", { id: "member", autocomplete: "off", autocapitalize: "none", spellcheck: "false", placeholder: t("group-placeholder"), "aria-describedby": "member-error" });
    this.error = h("p", { id: "member-error", class: "field-error", role: "alert" });
    this.rule = h("fieldset", { class: "segments" });
    const form = h(
      "form",
      { class: "group-form", novalidate: true, onsubmit: (event) => this.#add(event) },
      h("label", { class: "unseen", for: "member" }, t("group-add-label")),
      h("div", { class: "field-row" }, this.field, h("button", { class: "button" }, icon("people"), t("group-add"))),
      this.error,
    );
    return [h("div", { class: "group-head" }, this.members, form, this.rule)];
  }

  changed() {
    this.name(t("group-title"));
    this.summary.replaceChildren(t("group-about"));
    this.#showMembers();
    this.#dialog.show(this.params_.get("title"), this.#titles, this.asker);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#dialog.show(null);
  }

  #others() {
    return (this.params_.get("with") ?? "").split(",").filter(Boolean);
  }

  #showMembers() {
    const others = this.#others();
    const shown = (user, button) => {
      const { site, name } = readPerson(user);
      return h("li", { class: "chip" }, h("span", { class: `site site-${site}` }, SITES[site].label), name, button);
    };
    const without = (user) => addressWith({ with: others.filter((one) => one !== user) });
    this.members.replaceChildren(
      ...(this.asker?.user ? [shown(this.asker.user)] : []),
      ...others.map((user) => shown(user, h("a", { href: without(user), "aria-label": t("group-remove", { user: readPerson(user).name }) }, icon("close")))),
    );
    const rule = this.#ruleOf();
    this.rule.replaceChildren(
      h("legend", { class: "unseen" }, t("group-rule")),
      ...RULES.map((one) =>
        h("label", {}, h("input", { type: "radio", name: "rule", value: one, checked: one === rule, onchange: () => go(addressWith({ rule: one === RULES[0] ? null : one })) }), h("span", {}, t(`rule-${one}`))),
      ),
    );
    this.rule.hidden = !others.length;
  }

  #ruleOf() {
    return RULES.includes(this.params_.get("rule")) ? this.params_.get("rule") : RULES[0];
  }

  #add(event) {
    event.preventDefault();
    const person = readPerson(this.field.value, this.asker?.site ?? "mal");
    const others = this.#others();
    const user = qualified(person);
    const everybody = [this.asker?.user, ...others].map((one) => one?.toLowerCase());
    const wrong = !isName(person)
      ? t(person.name ? `name-wrong-${person.site}` : "group-add-label")
      : everybody.includes(user.toLowerCase())
        ? t("group-twice", { user: person.name })
        : everybody.length >= MAX_MEMBERS
          ? t("group-full", { n: MAX_MEMBERS })
          : "";
    this.error.textContent = wrong;
    this.field.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (wrong) return;
    this.field.value = "";
    go(addressWith(this.asker?.user ? { with: [...others, user] } : { user, list: null }));
    this.field.focus();
  }

  question(asker) {
    if (!asker?.user || !this.#others().length) return null;
    const user_names = [asker.user, ...this.#others()];
    return { path: "/recommendations/group", body: { user_names, rule: this.#ruleOf(), banned_ids: hiddenIds(), limit: N_TITLES } };
  }

  show(...nodes) {
    if (nodes.length) return super.show(...nodes);
    const isOwn = this.asker && !this.asker.user;
    return super.show(isOwn ? notice({ title: t("group-own"), text: t("group-own-do"), actions: [[t("other-name"), "#/", true]] }) : notice({ title: t("group-empty"), text: t("group-empty-do") }));
  }

  whose(problem) {
    const place = /user_names\.(\d+)/.exec(problem.details.errors?.[0]?.field ?? "")?.[1];
    return [this.asker.user, ...this.#others()][Number(place ?? 0)];
  }

  places() {
    return makeWall([], N_TITLES, { hasFirst: false });
  }

  answered({ metadata, rekos }) {
    const names = metadata.members.map((member) => readPerson(member.user_name).name);
    this.#titles = rekos.map((reko) => asTitle(reko, names));
    this.status.textContent = t("status", { n: rekos.length });
    this.show(rekos.length ? makeWall(this.#titles, 0, { hasFirst: false }) : notice({ title: t("nothing"), text: t("group-nothing-do") }));
    this.#dialog.show(this.params_.get("title"), this.#titles, this.asker);
  }
}

const asTitle = (reko, names) => ({
  id: reko.id,
  info: reko.info,
  match: reko.match,
  expected: null,
  nUsers: 0,
  nSimilar: 0,
  note: [h("span", { class: "all-like" }, t("group-everybody", { share: percent(reko.everybody) })), reko.members.map((one, index) => memberLine(names[index], one))],
});

const memberLine = (name, { score, planned }) => h("span", { class: "member-line" }, h("span", {}, name), planned ? h("small", {}, t("group-plans")) : null, h("b", {}, number(score, 1)));

customElements.define("reko-group", Group);
