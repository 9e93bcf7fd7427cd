// One room, live, and back through its log.
import { $, announce, ask, el, feed, follow, moves, short, soon, status, voice, when } from "./shell.js";
import { cameByLink, givesLinks } from "./links.js";
import { caughtUp, light, someone, told } from "./world.js";

const slug = location.pathname.split("/").pop();
/** The part of the picture that shows the room. */
const VIEWS = { bridge: "-420 248 830 190", forge: "-110 226 830 190", garden: "480 236 830 190" };
const scene = $(".scene");
const log = follow($("#log"), $("#newer"));
const past = $("#past");
let room = null, me = null, mine = null, came = [];

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

/** What is told of every room, also of one that nobody may look into. */
function drawPlace() {
  document.title = `${room.name}: the Tower`;
  $("#name").textContent = room.name;
  $("#description").textContent = room.description;
  $("#exits").replaceChildren(...room.exits.map((way) => el("li", {}, el("a", { href: `/watch/${way.slug}` }, way.to))));
}

function drawRoom() {
  drawPlace();
  $("#things").replaceChildren(...Object.entries(room.things).flatMap(([name, seen]) => [el("dt", {}, name), el("dd", {}, seen)]));
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
    $("#unheard").hidden = true;
  } catch (refused) {
    $("#unheard").textContent = refused.message;
    $("#unheard").hidden = false;
  }
}

// --- The log, now and then ----------------------------------------------------------------------

// `at`: the event shown last while one reads in the past; `waiting`: what came since then, the newest.
let reading = false, at = 0, missed = 0, waiting = [], asked = 0;

function happened(event) {
  past.max = event.id;
  if (past.disabled) { past.min = event.id; past.disabled = false; } // the first there ever was
  if (event.type === "presence") { came = [...came.slice(-99), event]; caughtUp([room], [event], 0); drawPeople(); }
  if (event.type === "deed" && event.event !== "emote") refreshSoon();
  if (reading) { missed += 1; waiting = [...waiting.slice(-199), event]; showMissed(); return; }
  past.value = event.id;
  const made = told(event);
  if (moves()) made.classList.add("new");
  log.add(made);
}

const showMissed = () => { $("#now").textContent = missed ? `Back to now (${short(missed)} new)` : "Back to now"; };

/** Show the log as it was when the event of this id had just happened; a step forward from one that is
 * shown leads to the next event here, since the numbers between belong to other rooms. */
async function goBack(id, turn = ++asked) {
  const from = reading ? at : 0;
  const page = await ask(`/watch/room/${slug}/log?before=${id + 1}&limit=50`);
  if (turn !== asked) return null; // one has moved on
  if (!page.events.length) return toNow();
  const newest = page.events.at(-1);
  if (id > from && newest.id === from) return page.after && page.after !== page.last ? goBack(page.after, turn) : toNow();
  return drawPast(page, newest);
}

function drawPast(page, { id, timestamp }) {
  if (!reading) { missed = 0; waiting = []; showMissed(); }
  [reading, at] = [true, id];
  past.min = page.first;
  $("#log").setAttribute("aria-live", "off");
  $("#log").replaceChildren(...page.events.map((event) => told(event)));
  log.toEnd();
  $("#moment").replaceChildren(when(timestamp));
  past.value = id;
  past.setAttribute("aria-valuetext", new Date(timestamp).toLocaleString());
  $(".hearing").classList.add("past");
  $("#earlier").disabled = page.before === null;
  $("#now").hidden = false;
}

async function toNow() {
  const turn = ++asked;
  if (!reading) { past.value = past.max; return; }
  const page = await ask(`/watch/room/${slug}/log?limit=50`);
  if (turn === asked) drawNow(page); // with what came meanwhile
}

function drawNow(page) {
  const newest = page.events.at(-1)?.id || 0;
  const events = [...page.events, ...waiting.filter(({ id }) => id > newest)];
  [reading, missed, waiting] = [false, 0, []];
  showMissed();
  $("#log").replaceChildren(...events.map((event) => told(event)));
  $("#log").removeAttribute("aria-live");
  $(".hearing").classList.remove("past");
  $("#moment").textContent = "Now";
  $("#earlier").disabled = page.before === null;
  $("#now").hidden = true;
  past.value = past.max;
  past.setAttribute("aria-valuetext", "Now");
  log.toEnd();
}

const unanswered = (refused) => announce(refused.message);
let resting = 0;
past.addEventListener("input", () => {
  clearTimeout(resting);
  asked += 1; // an answer that is still on its way is for where one was before
  const id = Number(past.value);
  resting = setTimeout(() => (id >= Number(past.max) ? toNow() : goBack(id)).catch(unanswered), 160);
});
$("#earlier").addEventListener("click", () => {
  const first = Number($("#log").firstElementChild?.dataset.id || 0);
  if (first) goBack(first - 1).catch(unanswered);
});
$("#now").addEventListener("click", () => toNow().then(() => past.focus(), unanswered));

// --- What a watcher may do ----------------------------------------------------------------------

const listener = `watcher-${Math.random().toString(36).slice(2, 12)}`;
$("#listen").addEventListener("click", async () => {
  const said = $("#listened");
  try {
    const { here } = await ask("/bridge/listen", { user_id: listener, username: "A watcher", room: room.name });
    said.textContent = here.length ? `You lean closer. ${here.join(" and ")} ${here.length > 1 ? "are" : "is"} about to speak, if there is anything to say.` : "Nobody of the house is here.";
  } catch (refused) { said.textContent = refused.message; }
});
givesLinks("room", slug);

// --- From the beginning -------------------------------------------------------------------------

async function refresh() {
  const seen = await ask(`/watch/room/${slug}`);
  caughtUp([seen], came, seen.last_event_id);
  room = seen;
  drawRoom();
}
const refreshSoon = soon(refresh);

async function listenOn() {
  let lost = false;
  const first = room.events[0]?.id, ends = await ask(`/watch/room/${slug}/log?limit=1`);
  past.disabled = ends.first === null;
  [past.min, past.max] = [ends.first ?? 0, ends.last ?? 0];
  past.value = past.max;
  $("#earlier").disabled = first === undefined || first === ends.first;
  log.add(...room.events.map((event) => told(event)));
  log.toEnd();
  feed(`/watch/feed?room=${slug}`, {
    event: (data) => {
      if (data.type === "votes") drawVotes(data.votes);
      else if (data.type === "watchers") watchers(data.count);
      else if (data.id && data.room) happened(data);
    },
    state: (now) => { if (now === "live" && lost) refreshSoon(); lost = now === "lost"; },
  }, room.last_event_id);
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
  if (!me.may_speak) cameByLink(me, "this room");
  await listenOn();
}

/** Show of a room that is not watched what the street may know. */
async function lookFromOutside() {
  const world = await ask("/watch/world");
  room = world.rooms.find((one) => one.slug === slug && !one.watched);
  if (!room) return;
  drawPlace();
  light(scene, [room]);
  $("#gone").after($("#count"), $("#ways-out"));
  $("#count").textContent = room.count > 1 ? `${room.count} guests are inside.` : room.count ? "One guest is inside." : "Nobody is inside, just now.";
  $("#count").hidden = false;
}

async function stayOutside(refused) {
  const closed = refused.code === 403;
  if (closed) await lookFromOutside().catch(() => {}); // a link may show less than that
  if (closed && room) setInterval(() => { if (!document.hidden) lookFromOutside().catch(() => {}); }, 25000 + Math.random() * 10000);
  status("over", closed ? "Not watched" : refused.code === 404 ? "No such room" : "Not to be seen");
  $("#gone").textContent = closed && room ? `The curtains are closed. ${refused.message}` : refused.message;
  $("#gone").hidden = false;
}

begin().catch(stayOutside);
