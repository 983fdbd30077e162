/** Starts the page: words, colours, the frame, and the view of the address. */

import { h } from "./core/dom.js";
import { loadWords, t } from "./core/i18n.js";
import { startRouter } from "./core/router.js";
import { applyTheme } from "./core/theme.js";
import { makeHeader } from "./parts/header.js";
import { toastHost } from "./parts/toast.js";

applyTheme();
await loadWords();

const main = h("main", { id: "main", tabindex: "-1" });
const { header, show } = makeHeader();
const skip = (event) => {
  event.preventDefault(); // the address holds the question
  main.focus();
};
document.querySelector(".boot").remove();
document.body.append(h("a", { class: "skip", href: "#main", onclick: skip }, t("skip")), header, main, toastHost());

let isFirst = true;
startRouter(main, (view, params, isOther) => {
  show(view, params);
  document.body.dataset.view = view;
  if (isOther) {
    scrollTo(0, 0);
    // Who reads by keyboard or ear goes on in the new view, not where the old one was.
    if (!isFirst && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }
  isFirst = false;
});
