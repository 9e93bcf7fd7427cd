// What happens in the rooms, as lines; front page and room page show it alike.
import { el, line, voice, when } from "./shell.js";

const PEOPLE = ["#9ccfd8", "#e0c48a", "#c9b6f2", "#8fd6b0", "#f0aebb", "#a9c4f5", "#d6d38e", "#e9b594"];

/** Return a colour for a person: the same one for the same name. */
export function colourOf({ voice: key, name }) {
  if (key) return null; // the house has its own, by voice
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return PEOPLE[sum % PEOPLE.length];
}

const DONE = {
  enter: () => " comes in.",
  leave: () => " goes.",
  emote: (text) => ` ${text}`,
  write: (text) => ` writes on the whiteboard: \u201c${text}\u201d`,
  note: (text) => ` leaves a note: \u201c${text}\u201d`,
  stoke: () => " lays wood on the fire.",
};

/** Return an event as a line; `place`, an element, says where, if that is not clear. */
export function told(event, place) {
  const key = event.voice || "person";
  const made = event.type === "say"
    ? line({ voice: key, colour: colourOf(event), name: event.name, about: place, text: event.text, time: event.timestamp })
    : voice(el("p", { class: event.type === "deed" ? "line deed" : "line went" },
        el("span", { class: "name" }, event.name), DONE[event.event]?.(event.text) ?? "",
        place && el("span", { class: "about" }, place), when(event.timestamp)), key, colourOf(event));
  made.dataset.id = event.id;
  return made;
}

/** Return somebody as an item of a list. */
export function someone(one) {
  const made = el("li", { class: "someone" }, el("span", { class: "dot", "aria-hidden": "true" }), one.name);
  if (one.kind === "house") made.append(el("span", { class: "quiet small" }, " of the house"));
  return voice(made, one.voice || "person", colourOf(one));
}

/** Change who is in a room, as a coming or a going tells. */
export function moved(people, { name, kind, voice: key, colour, event }) {
  const others = people.filter((one) => one.name !== name || one.kind !== kind);
  return event === "enter" ? [...others, { name, kind, voice: key, colour }] : others;
}

/** Change who is in the rooms by what came while it was asked who is; `upto` is what that answer knew. */
export function caughtUp(rooms, came, upto) {
  for (const event of came) {
    const room = rooms.find((one) => one.slug === event.slug);
    if (!room || event.id <= upto) continue;
    const people = moved(room.people, event);
    if (event.kind === "person") room.count += people.length - room.people.length;
    room.people = people;
  }
}

// --- The picture --------------------------------------------------------------------------------

const SVG = "http://www.w3.org/2000/svg";
/** Where people stand in the picture: from, to, and the height of the floor. */
const FLOORS = { bridge: [60, 318, 384], forge: [418, 604, 400], garden: [930, 1190, 400] };

function drawn(tag, given, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Light the places where somebody is, and let people stand there. */
export function light(scene, rooms) {
  const crowd = scene.querySelector("#s-people");
  crowd.replaceChildren();
  for (const room of rooms) {
    const lit = room.people.length + room.count > 0;
    for (const place of scene.querySelectorAll(`[data-room="${CSS.escape(room.slug)}"]`)) place.classList.toggle("lit", lit);
    const [from, to, floor] = FLOORS[room.slug] || [];
    if (from === undefined) continue;
    const shown = room.people.slice(0, 9);
    shown.forEach((one, n) => crowd.append(figure(one, from + ((to - from) * (n + 0.5)) / shown.length, floor, room.slug)));
  }
}

function figure(one, x, floor, slug) {
  const body = drawn("g", { class: "s-one", "data-name": one.name, "data-of": slug },
    drawn("path", { d: "M-6.5 0C-7.5-14-6-22 0-22S7.5-14 6.5 0Z", opacity: ".85" }),
    drawn("circle", { cy: "-27.5", r: "5" }));
  voice(body, one.voice || "person", colourOf(one));
  return drawn("g", { transform: `translate(${x.toFixed(1)} ${floor})` }, body);
}

/** Let the one who speaks be seen to. */
export function speaks(scene, { name, slug }) {
  for (const one of scene.querySelectorAll(".s-one")) {
    if (one.dataset.name !== name || one.dataset.of !== slug) continue;
    one.classList.remove("speaks");
    one.getBoundingClientRect(); // so that it begins anew
    one.classList.add("speaks");
  }
}
