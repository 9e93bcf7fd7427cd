// The hall: the form that opens a talk, and the talks that there are.
import { $, el, voice, when } from "../shell.js";
import { count, state, title } from "./format.js";

export function showHall(talks) {
  const all = talks.list();
  list($("#running"), all.filter(({ status }) => status !== "stopped"), "Nobody is talking. The room is dark.");
  list($("#earlier"), all.filter(({ status }) => status === "stopped"), "Nothing yet.");
  showLimits(talks);
}

export function showLimits({ limits, you }) {
  $("#start").hidden = !you.maySpeak;
  $("#hall-note").hidden = you.maySpeak;
  if (!limits) return;
  const { apiCalls, apiLimit, turnLimit } = limits;
  $("#limit-said").textContent = `${apiCalls} of ${apiLimit} paid calls used today`;
  Object.assign($("#limit-bar"), { max: apiLimit || 1, value: apiCalls });
  const turns = $("#start").elements.turnLimit;
  turns.max = String(turnLimit);
  if (!turns.value) turns.value = String(turnLimit);
}

function list(place, talks, none) {
  place.replaceChildren(...(talks.length ? talks.map(item) : [el("li", { class: "quiet" }, none)]));
}

function item(talk) {
  const who = talk.personalities.map(({ id, name, colour }) =>
    voice(el("span", { class: "who" }, el("span", { class: "dot" }), name), id, colour));
  const from = talk.parent && el("span", {}, `branch from line ${talk.parent.at}`);
  const stands = el("span", { class: talk.status === "active" ? "tag live" : "tag" }, state(talk));
  return el("li", {}, el("a", { href: `/lab/${talk.id}` },
    el("span", { class: "about" }, title(talk)),
    el("span", { class: "cast" }, ...who),
    el("span", { class: "facts number" }, stands, el("span", {}, count(talk.turn, "turn")), from, when(talk.startedAt))));
}
