// What stands under a talk: how it goes on, back through it, and a line put in.
import { $ } from "../shell.js";
import { choosePace, fillPaces, paceOf } from "./paces.js";

// How long a line is shown when a talk is played again: milliseconds, and more for each letter.
const BEAT = 700, LETTER = 9, SLOWEST = 3500;

export class Deck {
  #at = $("#at");
  #talk = null;
  #isNow = true;
  #playing = 0;

  /** `told.send(type, data)` sends what is wanted of the talk; `told.until(index)` shows no line
   * after that one. */
  constructor(talks, told) {
    this.talks = talks;
    this.told = told;
    fillPaces($("#pace"));
    const does = {
      "#hold": () => told.send(this.#talk.status === "paused" ? "RESUME_CONVERSATION" : "PAUSE_CONVERSATION"),
      "#step": () => told.send("STEP_CONVERSATION"),
      "#stop": () => told.send("STOP_CONVERSATION"),
      "#fork": () => told.send("FORK_CONVERSATION", { at: this.#index() }),
      "#now": () => this.#toNow(),
      "#play": () => (this.#playing ? this.#rest() : this.#play()),
    };
    for (const [id, act] of Object.entries(does)) $(id).addEventListener("click", act);
    $("#pace").addEventListener("change", () => told.send("SET_PACE", { seconds: paceOf($("#pace")) }));
    $("#say").addEventListener("submit", (event) => { event.preventDefault(); this.#say(); });
    this.#at.addEventListener("input", () => { this.#rest(); this.#show(); });
  }

  /** The index of the last line that is shown; Infinity: all of them, and those to come. */
  get until() {
    return this.#isNow ? Infinity : this.#index();
  }

  /** Be the deck of `talk`. */
  open(talk) {
    this.#talk = talk;
    this.#toNow();
  }

  /** Bring up to date what can be done. */
  tell() {
    const talk = (this.#talk = this.talks.get(this.#talk.id));
    const { maySpeak } = this.talks.you;
    const isOver = talk.status === "stopped";
    $("#transport").hidden = isOver || !maySpeak || !this.talks.mayControl(talk);
    $("#say").hidden = isOver || !maySpeak;
    $("#fork").hidden = !maySpeak;
    $("#watching").hidden = maySpeak;
    $("#hold").textContent = talk.status === "paused" ? "Go on" : "Pause";
    $("#step").disabled = talk.status !== "paused";
    if (document.activeElement !== $("#pace")) choosePace($("#pace"), talk.pace);
    this.#measure();
  }

  /** A line was put in: if it is the one in the box, the box is empty again. */
  taken(content) {
    const box = $("#say").elements.content;
    if (content === undefined || box.value.trim() === content) box.value = "";
  }

  #lines() {
    return this.talks.get(this.#talk.id).messages;
  }

  // The index of the line at which the slider stands; 0: before the first.
  #index() {
    return this.#lines()[this.#at.valueAsNumber - 1]?.index || 0;
  }

  #toNow() {
    this.#rest();
    this.#at.value = this.#at.max = String(this.#lines().length);
    this.#show();
  }

  #show() {
    this.#isNow = this.#at.valueAsNumber >= this.#lines().length;
    this.#measure();
    this.told.until(this.until);
  }

  // How far the slider goes, and where it stands.
  #measure() {
    const most = this.#lines().length;
    this.#at.max = String(most);
    if (this.#isNow) this.#at.value = String(most);
    const place = `Line ${this.#at.value} of ${most}`;
    $("#where").textContent = place;
    this.#at.setAttribute("aria-valuetext", place);
    $("#now").hidden = this.#isNow;
    $("#fork").disabled = !this.#index();
    $("#play").disabled = !most;
  }

  #play() {
    if (this.#isNow) this.#at.value = "0";
    $("#play").setAttribute("aria-label", "Stop playing");
    this.#next();
  }

  #next() {
    this.#at.value = String(this.#at.valueAsNumber + 1);
    this.#show();
    if (this.#isNow) { this.#rest(); return; }
    const { content } = this.#lines()[this.#at.valueAsNumber - 1];
    this.#playing = setTimeout(() => this.#next(), Math.min(SLOWEST, BEAT + LETTER * content.length));
  }

  #rest() {
    clearTimeout(this.#playing);
    this.#playing = 0;
    $("#play").setAttribute("aria-label", "Play it again");
  }

  #say() {
    const { name, content } = $("#say").elements;
    const line = content.value.trim();
    if (line) this.told.send("INJECT_MESSAGE", { name: name.value.trim(), content: line });
  }
}
