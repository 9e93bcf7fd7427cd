// The laboratory: a socket, what it tells, and the two views of it: the hall, and a talk.
import { $, announce, ask, socket, status } from "./shell.js";
import { answer, forget } from "./lab/answer.js";
import { showHall, showLimits } from "./lab/hall.js";
import { Room } from "./lab/room.js";
import { StartForm } from "./lab/start.js";
import { Talks } from "./lab/talks.js";

const talks = new Talks(told);
const form = new StartForm((wish) => send("START_CONVERSATION", wish));
const room = new Room(talks, { send, go });
const line = socket("/lab/ws", { frame: (frame) => talks.take(frame) });
// What was sent last: what comes back for this page alone is an answer to it.
let asked = "";
let isReady = false;

function send(type, data) {
  const place = answers(type);
  asked = type;
  forget(place);
  if (!line.send({ type, data })) answer(place, { error: "The connection is gone; it was not sent. Try again in a moment." });
}

function answers(type) {
  return $(type === "START_CONVERSATION" ? "#start-answer" : "#say-answer");
}

// --- What the socket tells -----------------------------------------------------------------------

function told(type, talk, data) {
  if (type === "INIT") begin();
  else if (type === "ERROR") refused(data);
  else if (type === "CONVERSATION_STARTED" && data.isMine) enter(talk);
  else if (type === "NEW_MESSAGE" && data.message.role === "user" && room.talk) room.deck.taken(data.message.content);
  if (isReady) show(type, talk, data);
}

function begin() {
  form.show(talks.personalities);
  const isFirst = !isReady;
  isReady = true;
  if (isFirst || !room.talk) navigate();
  else room.refresh().catch(({ message }) => status("lost", message));
}

function show(type, talk, data) {
  if (!room.talk) showHall(talks);
  else if (type !== "INIT") room.take(type, talk, data);
  showLimits(talks);
}

// A sign of crisis is answered to this page alone, and what was written is nowhere any more.
function refused(data) {
  const place = answers(asked);
  if (data.help && asked === "START_CONVERSATION") form.clear();
  else if (data.help) room.deck.taken();
  answer(place, data);
}

function enter(talk) {
  if (asked === "START_CONVERSATION") form.clear();
  if (talk.parent) announce(`A branch from line ${talk.parent.at}: what you do now is done with it.`);
  go(talk.parent ? `/lab/${talk.parent.id}?beside=${talk.id}` : `/lab/${talk.id}`);
}

// --- Where one is ---------------------------------------------------------------------------------

function go(path) {
  history.pushState(null, "", path);
  return navigate();
}

async function navigate() {
  const [, , id] = location.pathname.split("/");
  const beside = new URLSearchParams(location.search).get("beside");
  forget($("#lost-answer"));
  if (!id) return showView("hall");
  try {
    await room.open(decodeURIComponent(id), beside);
    showView("room");
  } catch ({ message }) {
    answer($("#lost-answer"), { error: message });
    showView("hall");
  }
}

function showView(name) {
  const isOther = document.body.dataset.view !== name;
  document.body.dataset.view = name;
  $("#hall").hidden = name !== "hall";
  $("#room").hidden = name !== "room";
  if (name === "hall") {
    room.close();
    showHall(talks);
    document.title = "The laboratory: the Tower";
  }
  if (isOther) $("#main").focus({ preventScroll: true });
  scrollTo(0, 0);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/lab']");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});
addEventListener("popstate", navigate);
ask("/watch/me").then((me) => { room.side.mayShare = me.may_share; }).catch(() => {});
