// What is answered to whoever wrote something, beside the place where they wrote it.
import { el } from "../shell.js";
import { help } from "../help.js";

/** Show `error` at `place`; a block of help stays until it is put away. */
export function answer(place, { error, help: isHelp }) {
  if (!isHelp) {
    place.replaceChildren(el("p", { class: "note bad", role: "alert" }, error));
    place.hidden = false;
    return;
  }
  const away = el("button", { type: "button", class: "tight", onclick: () => forget(place) }, "Put this away");
  const only = el("p", { class: "quiet small" }, "Only you see this. It is not written down, and it is not in the talk.");
  place.replaceChildren(el("div", { role: "alert" }, help(error)), only, away);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
  place.focus();
}

export function forget(place) {
  place.replaceChildren();
  place.hidden = true;
}
