/** Copies the address of the page, which holds the question; on phones, shares it. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { icon } from "./icons.js";
import { toast } from "./toast.js";

/** Make the button. */
export function shareButton() {
  return h("button", { class: "button share", onclick: share }, icon("link"), t("share"));
}

async function share() {
  const address = location.href;
  try {
    if (matchMedia("(pointer: coarse)").matches && navigator.share) await navigator.share({ url: address, title: document.title });
    else {
      await navigator.clipboard.writeText(address);
      toast(t("share-done"));
    }
  } catch (error) {
    // Without https there is no clipboard; a share that was called off needs no words.
    if (error.name !== "AbortError") toast(t("share-by-hand"));
  }
}
