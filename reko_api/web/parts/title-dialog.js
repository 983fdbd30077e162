/** The details of a title, with why it is recommended: opened and closed by the address. */

import { ask } from "../core/api.js";
import { h } from "../core/dom.js";
import { listed, t } from "../core/i18n.js";
import { askerParams } from "../core/asker.js";
import { addressOf, addressWith, go, question } from "../core/router.js";
import { factsOf, malPage, moreFactsOf, nameOf, otherNames } from "../core/titles.js";
import { cover } from "./cover.js";
import { largeFigures } from "./figures.js";
import { hideButtons } from "./hide-buttons.js";
import { icon } from "./icons.js";
import { matchRing } from "./match-ring.js";
import { openModal } from "./modal.js";
import { problemNotice } from "./notice.js";
import { whyDrawing } from "./why-drawing.js";

/**
 * Return an object whose `show(id, titles, asker)` opens the details of a title, null = none.
 *
 * titles: those that are shown, as for cards. asker: see `asker.js`. A title that is not among them, as after following a link, is described by the API.
 */
export function titleDialog() {
  let open = null;

  function close() {
    const { dialog } = open;
    open.asking.abort();
    open = null;
    dialog.close();
  }

  function show(id, titles = [], asker = null) {
    const wanted = id ? Number(id) : null;
    if (open && open.id !== wanted) close();
    if (wanted === null) return;
    const title = titles.find((one) => one.id === wanted) ?? null;
    if (open) {
      if (title && !open.title) fillIn(title);
      return;
    }
    const head = h("div", { class: "details-head" }, bones());
    const why = h("div", { class: "why" }, bones());
    const dialog = openModal({ name: "details", onClose }, head, why);
    open = { id: wanted, title: null, dialog, head, asking: new AbortController() };
    if (title) fillIn(title);
    explain(wanted, asker, why, open.asking.signal);
  }

  function onClose() {
    if (open) {
      open.asking.abort();
      open = null;
      go(addressWith({ title: null }), { replace: true });
    }
  }

  function fillIn(title) {
    open.title = title;
    open.head.replaceChildren(...headOf(title, () => open?.dialog.close()));
  }

  async function explain(id, asker, host, signal) {
    try {
      const answer = await ask("/recommendations/why", { ...asker.fields, anime_id: id }, { signal });
      if (!open.title) fillIn({ id, info: answer.info, expected: answer.expected, match: null, nUsers: answer.similar.recommended, nSimilar: answer.metadata.users.found });
      host.replaceChildren(...whyDrawing(answer));
    } catch (problem) {
      if (signal.aborted) return;
      host.replaceChildren(problemNotice(problem, { retry: () => explain(id, asker, host, signal), user: asker.user }));
      if (!open.title) open.head.replaceChildren();
    }
  }

  return { show };
}

function headOf(title, close) {
  const { id, info } = title;
  const facts = [...factsOf(info), ...moreFactsOf(info)];
  return [
    h("span", { class: "card-art" }, cover(info, { isEager: true }), title.match === null ? null : matchRing(title.match)),
    h(
      "div",
      { class: "details-words" },
      h("h2", { id: "details-heading" }, nameOf(info)),
      otherNames(info).length ? h("p", { class: "other-names" }, listed(otherNames(info))) : null,
      h("p", { class: "facts" }, facts.join(" · ")),
      h("ul", { class: "genres" }, info.genres.map((genre) => h("li", {}, h("a", { class: "chip", href: withGenre(genre) }, genre)))),
      title.expected ? largeFigures(title) : null,
      h(
        "div",
        { class: "details-actions" },
        hideButtons(title, true, close),
        h("a", { class: "button", href: likeThis(id) }, icon("similar"), t("more-like-this")),
        h("a", { class: "button", href: malPage(id), target: "_blank", rel: "noopener noreferrer" }, "MyAnimeList", icon("out")),
      ),
    ),
  ];
}

function withGenre(genre) {
  const { view, params } = question();
  return view === "recommendations" ? addressWith({ genres: genre, title: null }) : addressOf("recommendations", { ...askerParams(params), genres: genre });
}

const likeThis = (id) => addressOf("similar", { ...askerParams(question().params), like: id });

const bones = () => ["long", "line", "short"].map((width) => h("span", { class: `bone bone-${width}` }));
