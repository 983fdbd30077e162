/** Opens the export of a list as a file, by choosing it or dropping it on the page. */

import { h } from "../core/dom.js";
import { ListFileError, readListFile } from "../core/list-file.js";
import { keepList } from "../core/own-list.js";
import { icon } from "./icons.js";

/** Make the button; `onList` is called when a list was read, `onError` with the kind of what is wrong. */
export function fileChoice(label, { onList, onError, signal }) {
  const take = async (file) => {
    try {
      keepList(file.name, await readListFile(file));
    } catch (error) {
      if (!(error instanceof ListFileError)) throw error;
      onError(error.kind);
      return;
    }
    onList();
  };
  const input = h("input", { type: "file", accept: ".xml,.gz,application/gzip,text/xml", class: "unseen", onchange: () => input.files[0] && take(input.files[0]) });
  const drop = (event) => {
    event.preventDefault();
    if (event.type === "drop" && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  };
  for (const name of ["dragover", "drop"]) addEventListener(name, drop, { signal });
  return h("label", { class: "button file-choice" }, icon("file"), label, input);
}
