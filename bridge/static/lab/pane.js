// A talk as it is read: its lines, who is about to speak, and how it ended.
import { el, follow, line, voice } from "../shell.js";
import { money, tokens } from "./format.js";
import { speak } from "./rhythm.js";

// More lines than any talk has.
const ALL = 10000;

export class Pane {
  #shown = new Map();
  #until = Infinity;
  #newer = el("button", { class: "newer tight", type: "button", hidden: true }, "New lines below");
  #log = el("div", { class: "log", role: "log", tabindex: "0" });
  #foot = el("p", { class: "foot-line" });
  #choose = el("button", { type: "button", class: "bare tight choose" });
  #follow = follow(this.#log, this.#newer, ALL);

  /** `told.fork(pane, index)` is called where somebody goes off from a line, `told.choose(pane)`
   * where they choose this one of two. */
  constructor(talks, told) {
    this.talks = talks;
    this.told = told;
    this.#choose.addEventListener("click", () => told.choose(this));
    this.root = el("section", { class: "pane frame" }, this.#choose, this.#log, this.#newer, this.#foot);
  }

  /** Show all of `talk` that comes after the line `since`. */
  show(talk, since = 0) {
    this.talk = talk;
    this.since = since;
    this.#shown.clear();
    this.#until = Infinity;
    const shared = since && el("p", { class: "shared" }, `Up to line ${since}, both are the same.`);
    this.#log.replaceChildren(...[shared].filter(Boolean));
    this.update();
    this.#follow.toEnd();
  }

  /** Call it by a name; with `isChosen`, it is one of two, and chosen or not. */
  label(name, isChosen = null) {
    this.#log.setAttribute("aria-label", name);
    this.#choose.hidden = isChosen === null;
    this.#choose.textContent = name;
    this.#choose.setAttribute("aria-pressed", String(Boolean(isChosen)));
    this.root.classList.toggle("chosen", Boolean(isChosen));
  }

  /** Bring up to date what is shown. */
  update() {
    this.talk = this.talks.get(this.talk.id);
    for (const said of this.talk.messages) this.#put(said, false);
    this.#tell();
  }

  add(said) {
    this.#put(said, true);
    this.#tell();
  }

  /** Show no line after `index`, as if it had not been said yet. */
  until(index) {
    this.#until = index;
    for (const [n, shown] of this.#shown) shown.hidden = n > index;
    this.#tell();
    this.#follow.toEnd();
  }

  trouble(sentence) {
    this.#follow.add(el("p", { class: "trouble" }, sentence));
  }

  #tell() {
    const { turning, status, reason } = this.talk;
    const isNow = this.#until === Infinity;
    const isTurning = isNow && turning && status !== "stopped";
    const past = isNow ? "" : "You are looking back; it has gone on since.";
    this.#foot.textContent = past || (isTurning ? turning.name : status === "stopped" ? reason || "It is over." : "");
    this.#foot.classList.toggle("turning", Boolean(isTurning));
    if (isTurning) voice(this.#foot, turning.personalityId, this.talks.voice(turning.personalityId)?.colour);
    else voice(this.#foot, "", null);
  }

  #put(said, isFresh) {
    if (this.#shown.has(said.index) || said.index <= this.since) return;
    const shown = this.#line(said);
    shown.hidden = said.index > this.#until;
    this.#shown.set(said.index, shown);
    if (isFresh && !shown.hidden) {
      shown.classList.add("new");
      shown.addEventListener("animationend", () => shown.classList.remove("new"), { once: true });
      speak(shown.querySelector(".said"), said.personalityId);
    }
    this.#follow.add(shown);
  }

  #line({ index, personalityId, name, content, timestamp, usage, usd, model, role }) {
    const key = role === "user" ? "person" : personalityId;
    const colour = this.talks.voice(personalityId)?.colour;
    const made = line({ voice: key, colour, name, text: content, time: timestamp });
    const seat = this.talk.personalities.findIndex(({ id }) => id === personalityId);
    made.style.setProperty("--seat", String(Math.max(0, seat)));
    if (role === "user") made.classList.add("put-in");
    const took = role === "user" ? "put in by a person" : [usage.total_tokens && tokens(usage.total_tokens), money(usd), model].filter(Boolean).join(" · ");
    // The slider below does the same for who uses the keyboard; and a log read aloud is of words.
    const away = el("button", { class: "bare tight", type: "button", tabindex: "-1", onclick: () => this.told.fork(this, index) }, "Branch here");
    made.append(el("p", { class: "took", "aria-hidden": "true" }, el("span", {}, took), away));
    return made;
  }
}
