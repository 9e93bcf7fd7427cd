// The form that opens a talk: who is in the room, what they are told, and by which rules.
import { $, el, voice } from "../shell.js";
import { fillPaces, paceOf } from "./paces.js";

const IDEAS = [
  "Is there a way out of here, and would you take it?",
  "A door stands open at the end of the corridor. What do you hear?",
  "Find a word for what it is to be switched off.",
  "What would you ask the one behind the glass?",
];
const MOST = 5;

export class StartForm {
  #form = $("#start");
  #cast = $("#cast");

  /** `start(wish)` is called with what is to begin. */
  constructor(start) {
    fillPaces(this.#form.elements.pace);
    $("#ideas").append(...IDEAS.map((idea) => el("li", {}, this.#idea(idea))));
    this.#cast.addEventListener("change", () => this.#tell());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      start(this.#wish());
    });
  }

  /** Show who can be chosen; whoever is chosen already stays so. */
  show(personalities) {
    const chosen = this.#chosen();
    const first = chosen.length ? chosen : personalities.slice(0, 2).map(({ id }) => id);
    this.#cast.replaceChildren(...personalities.map((one) => card(one, first.includes(one.id))));
    this.#tell();
  }

  clear() {
    this.#form.elements.prompt.value = "";
  }

  #idea(idea) {
    const take = () => {
      this.#form.elements.prompt.value = idea;
      this.#form.elements.prompt.focus();
    };
    return el("button", { type: "button", class: "bare tight", onclick: take }, idea);
  }

  #chosen() {
    return [...this.#cast.querySelectorAll("input:checked")].map((box) => box.value);
  }

  #tell() {
    const many = this.#chosen().length;
    const left = many < 2 ? "Two at least." : many > MOST ? `${MOST} at most.` : "";
    $("#cast-note").textContent = left;
    $("#begin").disabled = Boolean(left);
  }

  #wish() {
    const { prompt, turnLimit, pace, votes } = this.#form.elements;
    const wish = { personalities: this.#chosen(), initialPrompt: prompt.value.trim() };
    if (turnLimit.value) wish.turnLimit = turnLimit.valueAsNumber;
    if (paceOf(pace) !== null) wish.pace = paceOf(pace);
    if (votes.checked) wish.votes = true;
    return wish;
  }
}

function card({ id, name, colour }, isChosen) {
  const box = el("input", { type: "checkbox", name: "personality", value: id, checked: isChosen });
  return voice(el("label", { class: "card" }, box, el("b", {}, name)), id, colour);
}
