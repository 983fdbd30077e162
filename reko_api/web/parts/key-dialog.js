/** Asks for an API key, where the operator of the server requires one. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { recall, remember } from "../core/storage.js";
import { openModal } from "./modal.js";

/** Open the dialog; `then` is called when a key was entered. */
export function openKeyDialog(then) {
  const field = h("input", { id: "api-key", type: "password", autocomplete: "off", spellcheck: "false", required: true, value: recall("key", "") });
  const form = h(
    "form",
    {
      class: "stack",
      onsubmit: (event) => {
        event.preventDefault();
        remember("key", field.value.trim() || null);
        dialog.close();
        then();
      },
    },
    h("p", { class: "soft" }, t("key-about")),
    h("label", { class: "field", for: "api-key" }, t("key-label")),
    field,
    h("button", { class: "button main" }, t("key-save")),
  );
  const dialog = openModal({ name: "key-dialog", heading: t("enter-key") }, form);
}
