/** A dialog that a press beside it or Escape closes. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { icon } from "./icons.js";

/** Open a dialog with a heading. onClose: called once it is closed. Returns the dialog. */
export function openModal({ name, heading, onClose = () => {} }, ...content) {
  const id = `${name}-heading`;
  const dialog = h(
    "dialog",
    { class: `modal ${name}`, "aria-labelledby": id, onclick: (event) => event.target === dialog && dialog.close() },
    h(
      "div",
      { class: "modal-body" },
      h("button", { class: "icon-button modal-close", "aria-label": t("close"), onclick: () => dialog.close() }, icon("close")),
      heading && h("h2", { id }, heading),
      content,
    ),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
