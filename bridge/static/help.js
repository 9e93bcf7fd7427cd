// What the house says to somebody who may be in danger: to them alone, whole, and one tap away from
// whoever can help. Only numbers and addresses that stand here become links.
import { el } from "./shell.js";

const REACHED = /\b(988|911|741741|112|findahelpline\.com)\b/;
const HOW = {
  988: "tel:988", 911: "tel:911", 112: "tel:112", 741741: "sms:741741",
  "findahelpline.com": "https://findahelpline.com",
};

/** Return the block as an element. */
export function help(block) {
  return el("div", { class: "help", "data-voice": "help" }, ...block.split(REACHED).map(reachable));
}

function reachable(part) {
  const href = HOW[part];
  if (!href) return part;
  const away = part.includes(".") ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return el("a", { href, ...away }, part);
}
