// The web client: the same lines as by telnet, and where one is. No library, nothing from elsewhere.
import { openPanel } from "./panel.js";
import { openScroll } from "./scroll.js";
import { openTyping } from "./typing.js";
import { open } from "./wire.js";

const part = (id) => document.getElementById(id);
const scheme = location.protocol === "https:" ? "wss:" : "ws:";
const address = `${scheme}//${location.hostname}:${document.body.dataset.port}/?&&tower`;
const STATUS = {
  connecting: "Connecting.",
  open: "Connected.",
  resumed: "Connected.",
  returned: "Connected. You were away for a while.",
  forgotten: "Connected. Please come in again: the world does not know this page any more.",
  lost: "Connection lost. Trying to get it back.",
  left: "You have left.",
  elsewhere: "This session goes on in another tab or window.",
};
const OVER = {
  left: "You have left the Tower. You are welcome back.",
  elsewhere: "Your session goes on in another tab or window.",
};

let name = "", restoring = false;
const scroll = openScroll(part("log"), part("newer"));
const typing = openTyping(part("bar"), part("line"), part("before"), part("line-label"), { take });
const panel = openPanel(part("panel"), { send: (text) => { panel.fold(); say(text, text); }, type: write });
const wire = open(address, {
  text: (html, options) => scroll.text(html, { ...options, plain: !name }),
  data,
  state,
  restored,
  released(line) {
    drop(line);
    scroll.own(line);
  },
  refused(lines) {
    showHeld([]);
    scroll.note(`Not sent, because the connection was away too long:\n${lines.join("\n")}`);
  },
});
let held = [];

function take(whole, shown) {
  if (whole.trim() || whole === "") return say(whole, shown);
  return true;
}

// Returns whether the line was taken; what was not taken stays where it was typed.
function say(whole, shown) {
  const done = wire.send(whole);
  if (done === "refused") {
    part("status").textContent = "There is no connection just now: nothing was sent.";
    return false;
  }
  if (done === "held") showHeld([...held, shown]);
  else if (shown) scroll.own(shown);
  return true;
}

function write(text) {
  panel.fold();
  typing.write(text);
}

function showHeld(lines) {
  held = lines;
  part("held").hidden = !lines.length;
  part("held").querySelector("ul").replaceChildren(...lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  }));
}

function drop(line) {
  const at = held.indexOf(line);
  showHeld(held.filter((_, index) => index !== (at < 0 ? 0 : at)));
}

function state(now, fresh) {
  document.body.dataset.state = now in OVER ? "over" : now === "lost" ? "lost" : "on";
  part("status").textContent = STATUS[now];
  part("over").hidden = !(now in OVER);
  part("over-text").textContent = OVER[now] || "";
  part("bar").hidden = now in OVER;
  if (now === "resumed" && fresh) {
    restoring = true;
    scroll.clear();
    scroll.quiet(true);
  }
  if (now === "left") forget();
  if (now === "forgotten") scroll.setMark();
  if (now in OVER) part("again").focus();
  if (now === "open" || now === "forgotten") atTheDoor();
  if (now in OVER) part("door").hidden = true;
}

function restored() {
  if (restoring) requestAnimationFrame(() => setTimeout(() => scroll.quiet(false), 100));
  restoring = false;
}

function atTheDoor() {
  panel.clear();
  typing.comeIn(false);
  part("door").hidden = false;
  delete document.body.dataset.inside;
  part("line").placeholder = "or type: create <name> <password>";
}

function forget() {
  name = "";
  delete document.body.dataset.inside;
  scroll.clear();
  typing.forget();
  panel.clear();
}

function data(what, args, options) {
  if (what === "own") {
    scroll.own(String(args[0]));
    typing.remember(String(args[0]));
  } else if (what === "char_name") {
    comeIn(String(options.name));
  } else if (what === "room_info") {
    panel.room(options);
  } else if (what === "room_players") {
    panel.people(args[0] || []);
  }
}

function comeIn(who) {
  // What another person read and typed in this tab is not for whoever comes in now.
  if (name && name !== who) {
    typing.forget();
    scroll.clearToMark();
  }
  name = who;
  scroll.begin();
  typing.comeIn(true);
  document.body.dataset.inside = "yes";
  part("line").placeholder = "for example: talk hello";
  part("door").hidden = true;
  part("password").value = "";
  part("door-note").textContent = "";
}

part("door").addEventListener("submit", (event) => {
  event.preventDefault();
  const who = part("name").value.trim(), password = part("password").value;
  const missing = !who || !password ? "A name and a password, please." : /["\s]/.test(who)
    ? "A name is one word." : password.includes('"') ? "A password cannot hold a double quote." : "";
  part("door-note").textContent = missing;
  if (missing) return;
  const command = event.submitter ? event.submitter.value : "connect";
  if (say(`${command} ${who} ${password}`, `${command} ${who} *****`)) part("password").value = "";
  part("line").focus();
});
part("again").addEventListener("click", () => {
  forget();
  state("connecting");
  wire.again();
  part("line").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const inLog = event.target === part("log") || event.target === document.body;
  if (event.target === part("line") && event.key === "PageUp") scroll.turn(-1);
  else if (event.target === part("line") && event.key === "PageDown") scroll.turn(1);
  else if (inLog && event.key.length === 1 && event.key !== " ") part("line").focus();
});
