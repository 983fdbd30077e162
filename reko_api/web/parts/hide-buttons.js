/** "Not for me" and "Seen it": both hide a title, and are kept in this browser. */

import { h } from "../core/dom.js";
import { hide, unhide } from "../core/hidden.js";
import { t } from "../core/i18n.js";
import { nameOf } from "../core/titles.js";
import { icon } from "./icons.js";
import { toast } from "./toast.js";

/** Make the two buttons; `withText` shows their words. onHidden: called after either. */
export function hideButtons(title, withText = false, onHidden = () => {}) {
  const name = nameOf(title.info);
  const press = (why) => () => {
    hide({ id: title.id, title: name }, why);
    onHidden();
    toast(t(`${why}-done`, { title: name }), t("undo"), () => unhide(title.id));
  };
  const button = (why, iconName) =>
    h(
      "button",
      {
        class: withText ? "button" : "icon-button",
        "aria-label": withText ? null : t(`${why}-title`, { title: name }),
        title: withText ? null : t(why),
        onclick: press(why),
      },
      icon(iconName),
      withText ? t(why) : null,
    );
  return h("div", { class: "card-actions" }, button("not-for-me", "hide"), button("seen", "seen"));
}
