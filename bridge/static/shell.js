// What every page is made with. Text goes in as text, never as markup.

export const $ = (selector, within = document) => within.querySelector(selector);
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Return a new element. `given` holds attributes, `class`, and `on...` functions; strings among
 * `children` become text, and null, undefined and false are left out. */
export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

/** Return a <time> of an ISO timestamp, or of seconds since 1970: the hour here, all of it on hover. */
export function when(moment) {
  const at = new Date(typeof moment === "number" ? moment * 1000 : moment);
  if (Number.isNaN(at.getTime())) return el("time");
  const hour = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const today = at.toDateString() === new Date().toDateString();
  const day = today ? "" : at.toLocaleDateString([], { day: "numeric", month: "short" }) + " ";
  return el("time", { datetime: at.toISOString(), title: at.toLocaleString() }, day + hour);
}

/** Return a number as people write it, shortened from ten thousand on: 12.4k. */
export function short(number) {
  return new Intl.NumberFormat("en", { notation: number < 10000 ? "standard" : "compact", maximumFractionDigits: 1 }).format(number);
}

// --- How it stands ------------------------------------------------------------------------------

/** Say in the status line how it stands: "connecting", "live", "lost" or "over", and a sentence. */
export function status(state, sentence) {
  document.body.dataset.state = state;
  const line = $("#status");
  if (line && line.textContent !== sentence) line.textContent = sentence;
}

let speaker = null;
/** Tell a screen reader something that is seen elsewhere. */
export function announce(sentence) {
  if (!speaker) document.body.append((speaker = el("p", { class: "hidden", "aria-live": "polite" })));
  speaker.textContent = "";
  setTimeout(() => { speaker.textContent = sentence; }, 60);
}

// --- Asking -------------------------------------------------------------------------------------

/** A refusal; `message` is a sentence that may be shown. */
export class Refused extends Error {
  constructor(code, sentence, retryAfter = 0) {
    super(sentence);
    Object.assign(this, { code, retryAfter });
  }
}

/** Return what `path` answers, parsed. A body is sent as JSON, by POST unless `method` says else.
 * Where a token is needed, the page asks for it. Throws Refused. */
export async function ask(path, body, method = body === undefined ? "GET" : "POST") {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await fetch(path, { method, ...sent }).catch(() => null);
  if (!response) throw new Refused(0, "The Tower does not answer right now.");
  if (!response.ok) throw await refusal(response);
  return response.json();
}

async function refusal(response) {
  const told = await response.json().catch(() => ({}));
  const sentence = (told.detail || `It was refused (${response.status}).`).replace(/: Authorization: .*/, ".");
  if (response.status === 401) enter(sentence);
  return new Refused(response.status, sentence, Number(response.headers.get("Retry-After")) || 0);
}

/** Ask for the token of this place, saying why; with it the page is loaded anew. */
export function enter(why = "A token is needed.") {
  if ($("#enter")) return;
  const field = el("input", { type: "password", autocomplete: "current-password", required: true });
  const who = el("input", { type: "text", autocomplete: "username", value: "host", hidden: true });
  const problem = el("p", { class: "note bad", role: "alert", hidden: true });
  const form = el("form", {}, el("h2", {}, "This place is locked"),
    el("p", {}, why), el("p", { class: "quiet" }, "Whoever hosts this place has the token, or a link that lets you watch."),
    who, el("label", {}, "Token", field), problem,
    el("p", { class: "row" }, el("button", { class: "lit" }, "Open"), el("button", { class: "bare", type: "button", onclick: () => dialog.close() }, "Not now")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const headers = { Authorization: `Bearer ${field.value.trim()}` };
    const response = await fetch("/enter", { method: "POST", headers }).catch(() => null);
    if (response?.ok) location.reload();
    problem.textContent = response ? "This token does not fit." : "The Tower does not answer right now.";
    problem.hidden = Boolean(response?.ok);
  });
  const dialog = el("dialog", { id: "enter", "aria-label": "This place is locked" }, form);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

/** Learn why a stream does not open: a refusal in words, or null. A socket that could be opened
 * answers 400 to whoever just asks. */
async function obstacle(path) {
  const ending = new AbortController();
  const response = await fetch(path, { signal: ending.signal }).catch(() => null);
  const why = response?.status > 400 ? await refusal(response) : null;
  ending.abort();
  return why;
}

// --- Streams ------------------------------------------------------------------------------------

/** Keep something open: `open(up, down)` opens it and returns what closes it; again and again with
 * growing pauses. Returns what ends it for good. */
function kept(path, open, told) {
  let tries = 0, timer = 0, close = () => {}, ended = false;
  const up = () => { tries = 0; status("live", "Live"); told.state?.("live"); };
  const down = async () => {
    if (ended || timer) return;
    timer = -1; // one at a time
    close();
    status(tries ? "lost" : "connecting", tries ? "The connection is gone. Trying again." : "Connecting");
    told.state?.("lost");
    const why = tries ? await obstacle(path) : null;
    if (why) status("lost", why.message);
    if (why?.code === 401) return; // until the page is loaded anew
    const pause = Math.max(Math.min(15000, 400 * 2 ** tries++) * (0.75 + Math.random() / 2), (why?.retryAfter || 0) * 1000);
    if (!ended) timer = setTimeout(begin, pause);
  };
  const begin = () => { clearTimeout(timer); timer = 0; close = open(up, down); };
  const hurry = () => { if (timer > 0) begin(); };
  addEventListener("online", hurry);
  status("connecting", "Connecting");
  begin();
  return () => { ended = true; clearTimeout(timer); close(); removeEventListener("online", hurry); };
}

/** Follow server-sent events; each comes once, in order, also over restarts. `told.event(data)` gets
 * each, `told.state("live" | "lost")` how it stands; `after` is the id to go on from. Where the record
 * has begun anew, so that ids are lower than those seen, the page is loaded anew. */
export function feed(path, told, after = null) {
  let last = after;
  const open = (up, down) => {
    const at = new URL(path, location.href);
    if (last !== null) at.searchParams.set("after", last);
    const source = new EventSource(at);
    source.onopen = up;
    source.onmessage = ({ data }) => {
      const happened = JSON.parse(data), opens = happened.event === "open";
      if (opens && last !== null && happened.id < last) location.reload();
      if (!opens && happened.id) { // its own: the browser gives the last one to news without an id
        if (last !== null && happened.id <= last) return;
        last = happened.id;
      }
      told.event(happened);
    };
    source.onerror = down;
    return () => { source.onopen = source.onerror = source.onmessage = null; source.close(); };
  };
  return kept(path, open, told);
}

/** Keep a WebSocket open. `told.frame(object)` gets each frame, `told.open()` is called whenever it
 * is there anew. Returns {send(object), close()}; `send` is false while there is no connection. */
export function socket(path, told) {
  let line = null;
  const open = (up, down) => {
    const mine = (line = new WebSocket(new URL(path, location.href.replace(/^http/, "ws"))));
    mine.onopen = () => { up(); told.open?.(); };
    mine.onmessage = ({ data }) => told.frame(JSON.parse(data));
    mine.onclose = down;
    return () => { mine.onopen = mine.onmessage = mine.onclose = null; mine.close(); };
  };
  const close = kept(path, open, told);
  const send = (frame) => {
    const there = line?.readyState === WebSocket.OPEN;
    if (there) line.send(JSON.stringify(frame));
    return there;
  };
  return { send, close };
}

/** Return what has `work` done within five seconds, at a moment of its own, so that not all who watch
 * ask at once; however often it is called meanwhile, it is done once. */
export function soon(work) {
  let waits = 0;
  const begin = () => { waits = 0; work().catch(() => {}); }; // the next news asks again
  return () => { waits ||= setTimeout(begin, Math.random() * 5000); };
}

// --- Logs ---------------------------------------------------------------------------------------

/** Let `log` follow its end while it is read there; else `newer`, a button, says that there is more.
 * Returns {add(...lines), toEnd(), atEnd()}. At most `most` lines stay. */
export function follow(log, newer, most = 400) {
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 48;
  const toEnd = () => { log.scrollTo({ top: log.scrollHeight, behavior: "instant" }); newer.hidden = true; };
  log.addEventListener("scroll", () => { if (atEnd()) newer.hidden = true; }, { passive: true });
  newer.addEventListener("click", () => { toEnd(); log.focus(); });
  const add = (...lines) => {
    const stay = atEnd();
    log.append(...lines);
    if (!stay) { newer.hidden = false; return; }
    while (log.childElementCount > most) log.firstElementChild.remove();
    toEnd();
  };
  new ResizeObserver(() => { if (newer.hidden) toEnd(); }).observe(log);
  return { add, toEnd, atEnd };
}

/** Whether things may move on this screen. */
export const moves = () => !still.matches;

// --- Voices -------------------------------------------------------------------------------------

const light = (rgb) => {
  const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Return a colour (#rrggbb or #rgb) made light enough to be read on the dark pages, at 4.5 to 1 and
 * more; null where it is none. */
export function readable(colour) {
  const hex = (colour || "").replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return null;
  let rgb = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const dark = light([32, 30, 39]); // the lightest ground that lines stand on
  while ((light(rgb) + 0.05) / (dark + 0.05) < 5) rgb = rgb.map((part) => Math.min(255, Math.round(part + (255 - part) * 0.12) + 1));
  return `rgb(${rgb.join(" ")})`;
}

/** Give an element a voice: its type and rhythm by key, and its colour, if it has one of its own. */
export function voice(element, key, colour) {
  element.dataset.voice = key;
  const seen = colour && readable(colour);
  if (seen) element.style.setProperty("--voice", seen);
  return element;
}

/** Return a line of a log: `{voice, colour, name, about, text, time}`; `text` may be left out. */
export function line({ voice: key, colour, name, about, text, time }) {
  const head = el("p", {}, el("span", { class: "name" }, name), about && el("span", { class: "about" }, about), time && when(time));
  return voice(el("article", { class: "line" }, head, text && el("p", { class: "said" }, text)), key, colour);
}
