// What stands beside a talk: the ballot, its branches, and ways to take it along.
import { $, ask, el, voice } from "../shell.js";
import { count, state } from "./format.js";

const FORMATS = { md: "Markdown", html: "A page", json: "JSON", csv: "Measures (CSV)" };
// A link to watch ends by itself.
const HOURS = 24;

export class Side {
  #talk = null;
  #mine = "";

  /** `told.vote(choice)` is called with who is to speak next. */
  constructor(talks, told) {
    this.talks = talks;
    this.told = told;
    this.mayShare = false;
    $("#share").addEventListener("click", () => this.#share());
  }

  open(talk, isBeside) {
    this.#talk = talk;
    this.isBeside = isBeside;
    this.#mine = "";
    $("#shared").replaceChildren();
    $("#exports").replaceChildren(...Object.entries(FORMATS).map(([format, name]) => el("li", {},
      el("a", { class: "button tight", href: `/api/conversations/${talk.id}/export?format=${format}`, download: true }, name))));
  }

  tell() {
    this.#talk = this.talks.get(this.#talk.id);
    this.#tellBallot();
    this.#tellFamily();
    $("#link").hidden = !this.mayShare;
  }

  #tellBallot() {
    const { ballot, status } = this.#talk;
    $("#ballot").hidden = !ballot || status === "stopped";
    if (!ballot) return;
    const all = Math.max(1, ...Object.values(ballot.counts));
    // With each turn the votes begin anew.
    if (!ballot.counts[this.#mine]) this.#mine = "";
    for (const id of ballot.choices) this.#choice(id, ballot.counts[id] || 0, all);
    for (const box of [...$("#choices").children]) if (!ballot.choices.includes(box.dataset.choice)) box.remove();
  }

  // The button of a choice stays the same one while votes come in, so that no focus is lost.
  #choice(id, votes, all) {
    let button = [...$("#choices").children].find((one) => one.dataset.choice === id);
    if (!button) {
      const { name, colour } = this.talks.voice(id) || { name: id };
      button = voice(el("button", { type: "button", "data-choice": id, onclick: () => this.#vote(id) }, el("b", {}, name), el("span", { class: "number" })), id, colour);
      $("#choices").append(button);
    }
    button.disabled = !this.talks.you.maySpeak;
    button.setAttribute("aria-pressed", String(this.#mine === id));
    button.lastChild.textContent = count(votes, "vote");
    button.style.setProperty("--share", String(votes / all));
  }

  #vote(id) {
    this.#mine = id;
    this.told.vote(id);
  }

  #tellFamily() {
    const { id, parent } = this.#talk;
    const from = parent && { id: parent.id, name: `Went off from a talk at line ${parent.at}` };
    const away = this.talks.branches(id).map((talk) => ({
      id: talk.id, name: `Branch from line ${talk.parent.at}: ${state(talk).toLowerCase()}, ${count(talk.turn, "turn")}`,
    }));
    const all = [from, ...away].filter(Boolean);
    $("#family").hidden = !all.length;
    $("#branches").replaceChildren(...all.map((one) => el("li", {}, el("span", {}, one.name),
      el("a", { href: `/lab/${one.id}` }, "open"), el("a", { href: this.#beside(one, from) }, "side by side"))));
  }

  #beside(one, from) {
    return one === from ? `/lab/${one.id}?beside=${this.#talk.id}` : `/lab/${this.#talk.id}?beside=${one.id}`;
  }

  async #share() {
    const told = await ask("/bridge/link", { what: "talk", name: this.#talk.id, hours: HOURS }).catch((refused) => refused);
    if (!told.url) { $("#shared").textContent = told.message; return; }
    const field = el("input", { readonly: true, value: told.url, "aria-label": "The link" });
    const copy = el("button", { type: "button", class: "tight", onclick: () => this.#copy(field, copy) }, "Copy");
    $("#shared").replaceChildren(field, copy, el("span", { class: "small" }, `Whoever has it can watch this talk, and nothing else, for ${HOURS} hours.`));
  }

  async #copy(field, copy) {
    field.select();
    await navigator.clipboard.writeText(field.value).catch(() => {});
    copy.textContent = "Copied";
  }
}
