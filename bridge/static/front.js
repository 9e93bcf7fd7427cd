// The front page: the whole world, live.
import { $, ask, el, feed, follow, moves, short, soon, status, voice } from "./shell.js";
import { cameByLink, givesLinks } from "./links.js";
import { caughtUp, colourOf, light, someone, speaks, told } from "./world.js";

const scene = $(".scene");
const heard = follow($("#heard"), $("#newer"), 300);
const talks = new Map();
const silence = new Map();
const quiet = el("p", { class: "line quiet" }, "It is quiet. Whoever speaks in the Garden, the Forge or on the Bridge is heard here.");
let rooms = [], came = [];

// --- Who is where -------------------------------------------------------------------------------

function people(room) {
  if (!room.watched) return room.count > 1 ? `${room.count} behind closed curtains` : room.count ? "Somebody behind closed curtains" : "Behind closed curtains";
  if (!room.people.length) return "Nobody";
  return room.people.map(someone);
}

function roomItem(room) {
  const lit = room.people.length + room.count > 0;
  const name = room.watched ? el("a", { href: `/watch/${room.slug}` }, room.name) : room.name;
  const inside = [people(room)].flat();
  const list = room.watched && room.people.length ? el("ul", { class: "people" }, ...inside) : el("p", { class: "people quiet" }, ...inside);
  return el("li", { class: lit && "lit", "data-room": room.slug, "data-place": room.slug }, el("b", {}, name), list);
}

function drawRooms() {
  $("#rooms").replaceChildren(...rooms.map(roomItem));
  light(scene, rooms);
  for (const room of rooms)
    for (const sign of document.querySelectorAll(`.sign[data-room="${CSS.escape(room.slug)}"]`)) sign.classList.toggle("lit", room.people.length + room.count > 0);
  const guests = rooms.reduce((sum, room) => sum + room.count, 0);
  const house = rooms.flatMap((room) => room.people).filter((one) => one.kind === "house").length;
  const open = house ? `${house} of the house can be seen` : "The house keeps to itself";
  $("#counts").textContent = `${guests === 0 ? "No guest is in just now" : guests === 1 ? "One guest is in" : `${guests} guests are in`}. ${open}.`;
}

// --- Talks in the laboratory --------------------------------------------------------------------

function drawTalks() {
  const items = [...talks.values()].map((talk) => {
    const names = talk.personalities.flatMap(({ id, name, colour }, n) => [n ? ", " : "", voice(el("b", {}, name), id, colour)]);
    return el("li", {}, el("a", { href: `/lab/${talk.id}` }, ...names, el("span", { class: "quiet" }, ` \u00b7 turn ${talk.turn}`)));
  });
  $("#talks").replaceChildren(...(items.length ? items : [el("li", { class: "quiet" }, "The tubes hum. No talk is running.")]));
  scene.querySelectorAll(".s-cell").forEach((cell, n) => cell.classList.toggle("lit", n < talks.size));
  $(".sign[data-room=lab]").classList.toggle("lit", talks.size > 0);
}

function talkNews({ event, talk }) {
  if (event === "stopped" || talk.status === "stopped") talks.delete(talk.id);
  else talks.set(talk.id, talk);
  drawTalks();
}

// --- What is heard ------------------------------------------------------------------------------

const placed = (event) => told(event, el("a", { href: `/watch/${event.slug}` }, event.room));

function bubble(event) {
  const made = $(`.bubble[data-room="${CSS.escape(event.slug)}"]`);
  if (!made) return;
  made.style.removeProperty("--voice"); // of who spoke before
  voice(made, event.voice || "person", colourOf(event));
  made.textContent = `${event.name}: ${event.text}`;
  made.classList.add("said");
  clearTimeout(silence.get(event.slug));
  silence.set(event.slug, setTimeout(() => made.classList.remove("said"), 6000 + event.text.length * 45));
}

function happened(event) {
  const made = placed(event);
  if (moves()) made.classList.add("new");
  quiet.remove();
  heard.add(made);
  if (event.type === "say") { bubble(event); speaks(scene, event); }
  if (event.type === "presence") {
    came = [...came.slice(-99), event];
    caughtUp(rooms, [event], 0);
    drawRooms();
  }
}

function news(data) {
  if (data.type === "talk") talkNews(data);
  else if (data.type === "watchers") watchers(data.count);
  else if (data.id && data.room) happened(data);
}

const watchers = (count) => { $("#watchers").textContent = count > 1 ? `${short(count)} are watching.` : "You are watching alone."; };

// --- The picture on a small screen ---------------------------------------------------------------

/** Where the picture is wider than the screen, let the Tower be in the middle, and keys move it. */
function centre() {
  const picture = $(".picture"), wide = picture.scrollWidth > picture.clientWidth;
  if (wide) picture.tabIndex = 0;
  else picture.removeAttribute("tabindex");
  picture.scrollLeft = picture.scrollWidth * 740 / 1440 - picture.clientWidth / 2;
}

// --- From the beginning -------------------------------------------------------------------------

async function look() {
  const world = await ask("/watch/world");
  rooms = world.rooms;
  caughtUp(rooms, came, world.last_event_id);
  talks.clear();
  for (const talk of world.talks) talks.set(talk.id, talk);
  watchers(world.watchers);
  drawRooms();
  drawTalks();
  return world.last_event_id;
}

/** Fill the log with what was heard last. */
async function before(last) {
  const open = rooms.filter((room) => room.watched);
  const pages = await Promise.all(open.map((room) => ask(`/watch/room/${room.slug}/log?limit=12&before=${last + 1}`)));
  const events = pages.flatMap((page) => page.events).sort((a, b) => a.id - b.id);
  heard.add(...(events.length ? events.slice(-30).map(placed) : [quiet]));
  heard.toEnd();
}

/** Ask now and then who is behind closed curtains, which no event tells; not while nobody looks. */
function lookNowAndThen() {
  let due = false;
  const lookIfSeen = () => {
    due = document.hidden;
    if (!due) look().catch(() => {}); // the next time asks again
  };
  setInterval(lookIfSeen, 60000 + Math.random() * 60000);
  document.addEventListener("visibilitychange", () => { if (due) lookIfSeen(); });
}

async function begin() {
  const me = await ask("/watch/me");
  const last = await look();
  await before(last);
  $("#sharing").hidden = !me.may_share;
  if (!me.may_speak) cameByLink(me, "the world");
  const lookSoon = soon(look);
  let lost = false;
  feed("/watch/feed", {
    event: news,
    state: (now) => { if (now === "live" && lost) lookSoon(); lost = now === "lost"; },
  }, last);
  lookNowAndThen();
}

givesLinks("world");
new ResizeObserver(centre).observe($(".picture"));
$("#host").textContent = location.hostname;
$("#web").href = `http://${location.hostname}:${document.body.dataset.webPort}/`;
begin().catch((refused) => {
  status("over", refused.code === 401 ? "A token is needed" : "Not to be seen");
  $("#gone").textContent = refused.message;
  $("#gone").hidden = false;
});
