// One room, live, and back through its log.
import { $, announce, ask, el, feed, follow, moves, short, status, voice, when } from "./shell.js";
import { light, moved, someone, told } from "./world.js";

const slug = location.pathname.split("/").pop();
/** The part of the picture that shows the room. */
const VIEWS = { bridge: "-420 248 830 190", forge: "-110 226 830 190", garden: "480 236 830 190" };
const scene = $(".scene");
const log = follow($("#log"), $("#newer"));
const past = $("#past");
let room = null, me = null, mine = null;

// --- Who and what is here -----------------------------------------------------------------------

function drawPeople() {
  $("#people").replaceChildren(...(room.people.length ? room.people.map(someone) : [el("li", { class: "quiet" }, "Nobody, just now.")]));
  light(scene, [room]);
}

const mark = ({ who, text, afar, time }) => el("li", {}, text, el("small", {}, afar ? `${who}, from afar, ` : `${who}, `, when(time)));

function drawLeft() {
  const { whiteboard, notes, fire } = room;
  const parts = [];
  if (fire) parts.push(el("h3", {}, "The fire"), el("p", { class: "fire" }, `It is ${fire.level}.`, fire.by && ` ${fire.by} tended it last.`));
  if (whiteboard?.length) parts.push(el("h3", {}, "On the whiteboard"), el("ul", {}, ...whiteboard.map(mark)));
  if (notes?.length) parts.push(el("h3", {}, "Notes in the lattice"), el("ul", {}, ...notes.slice(-6).reverse().map(mark)));
  $("#left").replaceChildren(...parts);
}

function drawRoom() {
  document.title = `${room.name}: the Tower`;
  $("#name").textContent = room.name;
  $("#description").textContent = room.description;
  $("#things").replaceChildren(...Object.entries(room.things).flatMap(([name, seen]) => [el("dt", {}, name), el("dd", {}, seen)]));
  $("#exits").replaceChildren(...room.exits.map((way) => el("li", {}, el("a", { href: `/watch/${way.slug}` }, way.to))));
  drawPeople();
  drawLeft();
  drawVotes(room.votes);
  watchers(room.watchers);
}

const watchers = (count) => { $("#watchers").textContent = count > 1 ? `${short(count)} are watching this room.` : "You are watching alone."; };

// --- Votes --------------------------------------------------------------------------------------

function drawVotes(votes) {
  $("#votes").hidden = !votes?.choices.length || !me.may_speak;
  if (!votes) return;
  if (!Object.keys(votes.counts).length) mine = null; // a new turn
  $("#choices").replaceChildren(...votes.choices.map(({ key, name }) => {
    const count = votes.counts[key] || 0;
    const button = el("button", { type: "button", class: "tight", "aria-pressed": String(mine === key), onclick: () => vote(key) },
      el("span", { class: "dot", "aria-hidden": "true" }), name, count ? ` ${short(count)}` : "");
    return voice(button, key);
  }));
}

async function vote(key) {
  try {
    const { votes } = await ask(`/watch/room/${slug}/vote`, { choice: key });
    mine = key;
    drawVotes(votes);
  } catch (refused) { announce(refused.message); }
}

// --- The log, now and then ----------------------------------------------------------------------

let reading = false, missed = 0, asked = 0;

function happened(event) {
  past.max = event.id;
  if (event.type === "presence") { room.people = moved(room.people, event); drawPeople(); }
  if (event.type === "deed" && event.event !== "emote") refresh();
  if (reading) { missed += 1; showMissed(); return; }
  past.value = event.id;
  const made = told(event);
  if (moves()) made.classList.add("new");
  log.add(made);
}

const showMissed = () => { $("#now").textContent = missed ? `Back to now (${short(missed)} new)` : "Back to now"; };

/** Show the log as it was when the event of this id had just happened. */
async function goBack(id) {
  const turn = ++asked;
  const page = await ask(`/watch/room/${slug}/log?before=${id + 1}&limit=50`);
  if (turn !== asked || !page.events.length) return;
  reading = true;
  past.min = page.first;
  const lines = page.events.map((event) => told(event));
  $("#log").setAttribute("aria-live", "off");
  $("#log").replaceChildren(...lines);
  log.toEnd();
  const { timestamp } = page.events.at(-1);
  $("#moment").replaceChildren(when(timestamp));
  past.setAttribute("aria-valuetext", new Date(timestamp).toLocaleString());
  past.value = page.events.at(-1).id;
  $(".hearing").classList.add("past");
  $("#earlier").disabled = page.before === null;
  $("#now").hidden = false;
}

async function toNow() {
  asked += 1;
  reading = false;
  missed = 0;
  showMissed();
  const page = await ask(`/watch/room/${slug}/log?limit=50`);
  $("#log").replaceChildren(...page.events.map((event) => told(event)));
  $("#log").removeAttribute("aria-live");
  $(".hearing").classList.remove("past");
  $("#moment").textContent = "Now";
  $("#earlier").disabled = page.before === null;
  $("#now").hidden = true;
  past.value = past.max;
  past.setAttribute("aria-valuetext", "Now");
  log.toEnd();
}

let soon = 0;
past.addEventListener("input", () => {
  clearTimeout(soon);
  const id = Number(past.value);
  soon = setTimeout(() => (id >= Number(past.max) ? toNow() : goBack(id)).catch((refused) => announce(refused.message)), 160);
});
$("#earlier").addEventListener("click", () => {
  const first = Number($("#log").firstElementChild?.dataset.id || 0);
  if (first) goBack(first - 1).catch((refused) => announce(refused.message));
});
$("#now").addEventListener("click", () => toNow().then(() => past.focus(), (refused) => announce(refused.message)));

// --- What a watcher may do ----------------------------------------------------------------------

const listener = `watcher-${Math.random().toString(36).slice(2, 12)}`;
$("#listen").addEventListener("click", async () => {
  const said = $("#listened");
  try {
    const { here } = await ask("/bridge/listen", { user_id: listener, username: "A watcher", room: room.name });
    said.textContent = here.length ? `You lean closer. ${here.join(" and ")} ${here.length > 1 ? "are" : "is"} about to speak, if there is anything to say.` : "Nobody of the house is here.";
  } catch (refused) { said.textContent = refused.message; }
});
$("#share").addEventListener("click", async () => {
  const link = $("#link");
  try {
    const { url, expires } = await ask("/bridge/link", { what: "room", name: slug, hours: Number($("#hours").value) });
    link.replaceChildren(el("a", { href: url }, url), el("small", {}, " until ", when(expires)));
    await navigator.clipboard?.writeText(url).then(() => announce("The link was copied."), () => {});
  } catch (refused) { link.textContent = refused.message; }
});

// --- From the beginning -------------------------------------------------------------------------

async function refresh() {
  room = await ask(`/watch/room/${slug}`);
  drawRoom();
}

async function begin() {
  document.body.dataset.place = slug;
  if (VIEWS[slug]) scene.setAttribute("viewBox", VIEWS[slug]);
  scene.setAttribute("preserveAspectRatio", "xMaxYMid slice");
  me = await ask("/watch/me");
  await refresh();
  $("#inside").hidden = false;
  $("#listen").hidden = !me.may_speak;
  $("#sharing").hidden = !me.may_share;
  if (!me.may_speak) {
    $("#pass").replaceChildren("You came by a link: you may watch this room", ...(me.expires ? [" until ", when(me.expires)] : []), ".");
    $("#pass").hidden = false;
  }
  const ends = await ask(`/watch/room/${slug}/log?limit=1`);
  [past.min, past.max] = [ends.first ?? 0, Math.max(ends.last ?? 0, room.last_event_id)];
  past.disabled = ends.first === null;
  $("#earlier").disabled = !room.events.length || room.events[0].id === ends.first;
  past.value = past.max;
  log.add(...room.events.map((event) => told(event)));
  log.toEnd();
  feed(`/watch/feed?room=${slug}`, {
    event: (data) => {
      if (data.type === "votes") drawVotes(data.votes);
      else if (data.type === "watchers") watchers(data.count);
      else if (data.id && data.room) happened(data);
    },
  }, room.last_event_id);
}

begin().catch((refused) => {
  status("over", refused.code === 403 ? "Not watched" : refused.code === 404 ? "No such room" : "Not to be seen");
  $("#gone").textContent = refused.message;
  $("#gone").hidden = false;
});
