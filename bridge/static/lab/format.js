// How numbers and states are said.
import { short } from "../shell.js";

export function tokens(count) {
  return count === 1 ? "1 token" : `${short(count || 0)} tokens`;
}

/** A call to a model costs far less than a cent: as many places as it needs, four at most. */
export function money(usd) {
  if (!usd) return "free";
  if (usd < 0.0001) return "under $0.0001";
  return `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}

export function count(number, one, many = `${one}s`) {
  return `${short(number)} ${number === 1 ? one : many}`;
}

const STATES = { active: "Talking", paused: "Paused", waiting: "Waiting", stopped: "Over" };

export function state({ status }) {
  return STATES[status] || "";
}

/** What a talk is called: by what its people were told. */
export function title({ initialPrompt }) {
  return initialPrompt || "Begin the conversation.";
}
