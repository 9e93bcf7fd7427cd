// How long a line stays alone before the next one: a choice of a few.
import { el } from "../shell.js";

const PACES = [["", "house pace"], [0, "at once"], [1, "1 second"], [4, "4 seconds"], [10, "10 seconds"], [30, "30 seconds"]];

export function fillPaces(select) {
  select.replaceChildren(...PACES.map(([value, name]) => el("option", { value }, name)));
}

/** The seconds that are chosen; null: as the house does. */
export function paceOf(select) {
  return select.value === "" ? null : Number(select.value);
}

/** Choose `seconds`, which may be none of the few. */
export function choosePace(select, seconds) {
  const value = seconds === null ? "" : String(seconds);
  if (![...select.options].some((option) => option.value === value)) {
    select.append(el("option", { value }, `${seconds} seconds`));
  }
  select.value = value;
}
