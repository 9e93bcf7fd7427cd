// The table: threads of messages, who is thinking, and the form below.
import { help } from "/static/help.js";
import { $, announce, ask, el, follow, line, socket, voice, when } from "/static/shell.js";

const SEATS = ["gpt", "claude"];
const FIRST = "default";
const MOST = 500; // events of one thread that are kept here
const HANDED = 1400; // ms that the light takes across the table
const FRESH = 5; // seconds for which something counts as just now
const LOST = 2500; // ms after which a call that the Tower does not know any more is given up
const PROMPTS = [
  ["gpt", "The capital of France", "Answer in one short sentence: What’s the capital of France?"],
  ["claude", "The capital of Japan", "Answer in one short sentence: What’s the capital of Japan?"],
  ["gpt", "A plan, and its critique", "Draft a 3‑bullet plan for a daily standup, then hand off to Claude to critique it. Use the handoff JSON only."],
  ["claude", "WebSockets, for and against", "Give a one‑paragraph summary of the benefits of WebSockets, then hand off to GPT to list 3 drawbacks. Use the handoff JSON only."],
  ["claude", "Two handoffs: one counts", "Ask GPT to answer ‘What is 2+3?’ and then hand off again to GPT to ask you a follow‑up. (Try to do two handoffs.)"],
];
const other = (seat) => SEATS.find((name) => name !== seat);
const named = (hash) => (/^#[a-z0-9-]{1,32}$/.test(hash) ? hash.slice(1) : FIRST);

const threads = new Map();
const log = $("#log"), field = $("#text"), target = $("#target"), mode = $("#mode");
const end = follow(log, $("#newer"), MOST + 20);
const own = location.pathname === "/"; // the room on its own port, with no other places beside it
let shown = named(location.hash);
let wire = null;
let spoken = false; // since the connection is there

// --- What is known ------------------------------------------------------------------------------

/** Return a thread: its events, each with its node, and the calls that are under way. */
function threadOf(name) {
  if (!threads.has(name)) {
    threads.set(name, { events: [], known: new Set(), calls: new Map(), unread: 0 });
    drawThreads();
  }
  return threads.get(name);
}

const forMe = (event) => event.sender === "router" && event.type === "agent_response" && !event.call_id;
const key = (event) => [event.type, event.call_id, event.sender, event.text, forMe(event) ? "" : event.ts].join("\n");

/** Take in an event, once. What is for this page alone is shown where one is, and again when it
 * answers what was said just now; only what is told on joining is not repeated. */
function take(told) {
  const event = forMe(told) ? { ...told, thread: shown } : told;
  const thread = threadOf(event.thread), is = key(event);
  const again = thread.known.has(is) && !(forMe(event) && spoken);
  track(thread, event, again);
  if (again) return;
  thread.known.add(is);
  const entry = { event, node: nodeOf(event) };
  const at = thread.events.findLastIndex((before) => before.event.ts <= event.ts) + 1;
  const next = thread.events[at];
  thread.events.splice(at, 0, entry);
  if (thread.events.length > MOST) thread.known.delete(key(thread.events.shift().event));
  if (event.thread !== shown) {
    thread.unread += event.type === "agent_call" ? 0 : 1;
    drawThreads();
  } else if (next) {
    log.insertBefore(entry.node, next.node);
  } else {
    add(entry.node, event);
  }
}

function add(node, event) {
  if (!forMe(event)) $(".empty", log)?.remove();
  const mine = event.type === "human_message" && event.text === latest;
  end.add(node);
  if (mine) end.toEnd();
}

/** Keep who is thinking: a call is under way until there is a response with its id. */
function track(thread, event, again) {
  const now = !again && event.thread === shown && event.ts > Date.now() / 1000 - FRESH;
  if (event.type === "agent_call") {
    if (again && !thread.calls.has(event.call_id)) return;
    const since = thread.calls.get(event.call_id)?.since ?? Date.now();
    thread.calls.set(event.call_id, { seat: event.target, since, stale: false });
    if (now) announce(`${event.target} is thinking`);
  } else if (event.type === "agent_response") {
    thread.calls.delete(event.call_id);
    if (now && event.handoff) passOn(event.sender);
  }
  drawWaiting();
}

/** Give up calls that the Tower, which may have been started anew, no longer tells of. */
function doubt() {
  spoken = false;
  for (const thread of threads.values()) for (const call of thread.calls.values()) call.stale = true;
  setTimeout(() => {
    for (const [name, thread] of threads) {
      for (const [id, call] of thread.calls) {
        if (!call.stale) continue;
        const text = `The connection broke while ${call.seat} was thinking; the answer is lost.`;
        take({ type: "agent_response", sender: "router", target: "all", thread: name, text, call_id: id, ts: Math.floor(Date.now() / 1000) });
      }
    }
  }, LOST);
}

// --- Lines --------------------------------------------------------------------------------------

function nodeOf(event) {
  const made = event.type === "agent_call" ? callNode(event)
    : event.handoff ? handoffNode(event)
    : event.sender === "router" ? routerNode(event)
    : line({ voice: event.sender, name: event.sender, about: addressed(event), text: event.text, time: event.ts });
  made.classList.add("new");
  return made;
}

function addressed(event) {
  if (event.type !== "human_message") return "";
  return event.target === "all" ? "to both" : `to ${event.target}`;
}

function callNode(event) {
  return el("p", { class: "call" }, `${event.sender} calls ${event.target}, `, when(event.ts), `\n${event.text}\n`, el("span", { class: "name" }, event.call_id));
}

function handoffNode(event) {
  const { to, task } = event.handoff;
  const node = el("article", { class: "line handoff", "data-to": to },
    el("p", {}, el("b", {}, event.sender), " hands it on to ", el("b", { class: "to" }, to), el("q", {}, task)));
  return voice(node, event.sender);
}

function routerNode(event) {
  const mine = forMe(event) && el("span", { class: "private" }, "Only you see this");
  if (mine && event.text.includes("\n")) {
    const block = help(event.text);
    block.prepend(mine);
    return block;
  }
  return voice(el("article", { class: "line" }, mine, el("p", { class: "said" }, event.text)), "router");
}

function drawLog() {
  const { events } = threadOf(shown);
  log.replaceChildren(...events.map(({ node }) => (node.classList.remove("new"), node)));
  if (!events.some(({ event }) => !forMe(event))) {
    log.prepend(el("div", { class: "empty" }, el("h2", {}, "Nobody has spoken here yet"),
      el("p", { class: "quiet" }, "Choose a seat and say something. Whoever has this page open sees it at once."),
      maySpeak() && el("ul", { class: "tries" }, ...tries())));
  }
  end.toEnd();
}

// --- Who is thinking ----------------------------------------------------------------------------

function drawWaiting() {
  const calls = [...threadOf(shown).calls];
  for (const seat of document.querySelectorAll(".seat")) {
    const busy = calls.some(([, call]) => call.seat === seat.dataset.seat);
    seat.toggleAttribute("data-busy", busy);
    $(".how", seat).textContent = busy ? "thinks" : "listens";
  }
  const known = new Map([...$("#waiting").children].map((node) => [node.dataset.call, node]));
  const nodes = calls.map(([id, call]) => known.get(id) ?? waitingNode(id, call));
  for (const [id, node] of known) if (!calls.some(([call]) => call === id)) node.remove();
  for (const node of nodes) if (!node.isConnected) $("#waiting").append(node);
}

function waitingNode(id, { seat, since }) {
  const stop = el("button", { type: "button", class: "tight", onclick: () => wire.send({ cancel: id }), "aria-label": `Cancel ${seat}’s answer` }, "Cancel");
  stop.hidden = !maySpeak();
  const node = el("p", { "data-call": id, "data-since": since }, el("span", { class: "dots", "aria-hidden": true }, el("i"), el("i"), el("i")),
    el("span", {}, el("b", {}, seat), " is thinking"), el("span", { class: "number for", "aria-hidden": true }), stop);
  return voice(node, seat);
}

setInterval(() => {
  for (const node of $("#waiting").children) {
    const seconds = Math.round((Date.now() - Number(node.dataset.since)) / 1000);
    $(".for", node).textContent = seconds > 1 ? `${seconds} s` : "";
  }
}, 1000);

/** Send a light from one seat to the other. */
function passOn(from) {
  const stage = $("#stage");
  stage.dataset.pass = from;
  setTimeout(() => delete stage.dataset.pass, HANDED);
}

// --- Saying something ---------------------------------------------------------------------------

let latest = "";
const maySpeak = () => !$("#ask").hidden;

function aim(seat) {
  target.value = seat;
  for (const button of document.querySelectorAll(".seat")) button.setAttribute("aria-pressed", button.dataset.seat === seat);
  drawPlaceholder();
}

function drawPlaceholder() {
  field.placeholder = { "": `Say something to @${target.value}`, collaborate: "What are the two to work on?", autopilot: "What are the two to talk about?" }[mode.value];
  $("#to").textContent = mode.value ? "First" : "To";
  for (const span of document.querySelectorAll(".limits")) {
    span.hidden = span.dataset.for !== mode.value;
    for (const input of span.querySelectorAll("input")) input.disabled = span.hidden;
  }
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.setProperty("height", "auto");
  field.style.setProperty("height", `${field.scrollHeight}px`);
}

function say(text) {
  const frame = { text, target: target.value, thread: shown };
  if (mode.value) frame.mode = mode.value;
  if (mode.value === "collaborate") frame.rounds = $("#rounds").valueAsNumber;
  if (mode.value === "autopilot") for (const name of ["turns", "minutes", "tokens"]) frame[name] = $(`#${name}`).valueAsNumber;
  latest = text;
  spoken = true;
  const sent = wire.send(frame);
  tell(sent ? "" : "Not sent: there is no connection just now. What you wrote is still here.");
  return sent;
}

function tell(problem) {
  $("#problem").textContent = problem;
  $("#problem").hidden = !problem;
}

function submit(event) {
  event?.preventDefault();
  if (!field.value.trim() || !$("#ask").reportValidity()) return;
  if (!say(field.value)) return;
  field.value = "";
  grow();
  field.focus();
}

/** Return what may be tried, each as a button that writes it into the form. */
function tries() {
  const write = (seat, text) => { field.value = text; aim(seat); grow(); beside(false); field.focus(); };
  return PROMPTS.map(([seat, title, text]) => voice(el("li", {},
    el("button", { type: "button", title: text, onclick: () => write(seat, text) }, el("b", {}, `@${seat}`), title)), seat));
}

$("#ask").addEventListener("submit", submit);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
});
field.addEventListener("input", () => {
  const called = /^\s*@(gpt|claude)\b/i.exec(field.value);
  if (called) aim(called[1].toLowerCase());
  grow();
});
target.addEventListener("change", () => aim(target.value));
mode.addEventListener("change", drawPlaceholder);
$("#stage").addEventListener("click", ({ target: at }) => {
  const seat = at.closest(".seat");
  if (seat) { aim(seat.dataset.seat); field.focus(); }
});
$("#allstop").addEventListener("click", () => {
  const sent = wire.send({ text: "allstop", target: target.value, thread: shown });
  tell(sent ? "" : "There is no connection just now.");
});

// --- Threads ------------------------------------------------------------------------------------

function drawThreads() {
  const names = [...new Set([FIRST, shown, ...threads.keys()])];
  $("#threads").replaceChildren(...names.map((name) => {
    const unread = threads.get(name)?.unread;
    return el("li", {}, el("button", { type: "button", "aria-current": name === shown ? "true" : null, onclick: () => open(name) },
      name, unread ? el("span", { class: "unread" }, String(Math.min(unread, 99)), el("span", { class: "hidden" }, " new")) : ""));
  }));
}

function open(name) {
  if (named(location.hash) !== name) location.hash = name;
  else show(name);
}

function show(name) {
  shown = name;
  threadOf(name).unread = 0;
  document.title = name === FIRST ? "The table: the Tower" : `${name}: the table`;
  drawThreads();
  drawLog();
  $("#waiting").replaceChildren();
  drawWaiting();
  beside(false);
}

addEventListener("hashchange", () => show(named(location.hash)));
$("#open").addEventListener("submit", (event) => {
  event.preventDefault();
  open($("#name").value);
  $("#name").value = "";
});

// --- Beside it ----------------------------------------------------------------------------------

function beside(there) {
  const was = $("#beside").hasAttribute("data-open");
  $("#beside").toggleAttribute("data-open", there);
  $("#more").setAttribute("aria-expanded", there);
  $("#more").textContent = there ? "Close" : "Threads and more";
  if (was && !there) field.focus({ preventScroll: true });
}

$("#more").addEventListener("click", () => beside(!$("#beside").hasAttribute("data-open")));
addEventListener("keydown", ({ key: pressed }) => { if (pressed === "Escape") beside(false); });
$("#calls").addEventListener("click", ({ currentTarget: button }) => {
  const there = document.body.toggleAttribute("data-calls");
  button.setAttribute("aria-pressed", there);
  button.textContent = there ? "Hide the calls" : "Show the calls";
  end.toEnd();
});
$("#prompts").append(...tries());
$("#share").addEventListener("click", async () => {
  try {
    const { url, expires } = await ask("/bridge/link", { what: "table", hours: 24 });
    const copied = await navigator.clipboard?.writeText(url).then(() => true, () => false);
    $("#link").replaceChildren(copied ? "Copied. It shows this table until " : "It shows this table until ", when(expires), ": ", el("a", { href: url }, url));
  } catch (refused) {
    $("#link").textContent = refused.message;
  }
});

/** Learn what may be done here: a link for watching does not speak. */
async function learn() {
  const me = await ask("/watch/me").catch(() => null);
  if (!me) return;
  for (const hidden of ["#ask", "#tries"]) $(hidden).hidden = !me.may_speak;
  $("#watching").hidden = me.may_speak;
  if (!me.may_speak) $(".empty .tries")?.remove();
  $("#sharing").hidden = own || !me.may_share;
  for (const button of document.querySelectorAll(".seat")) button.disabled = !me.may_speak;
  for (const button of document.querySelectorAll("#waiting button")) button.hidden = !me.may_speak;
}

if (own) $(".ways").hidden = true;
aim(SEATS[0]);
show(shown);
learn();
wire = socket(`${own ? "/ws" : "/table/ws"}?recent=1`, { frame: take, open: doubt });
