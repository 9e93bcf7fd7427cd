// One talk, or two side by side: what was said, and all that can be done with it.
import { $, ask, el, readable, voice } from "../shell.js";
import { money, state, title, tokens } from "./format.js";
import { Deck } from "./deck.js";
import { Panel } from "./instruments.js";
import { Pane } from "./pane.js";
import { Side } from "./side.js";

export class Room {
  #panes = [];
  #chosen = null;

  /** `send(type, data)` sends a frame; `go(path)` opens another place of the page. */
  constructor(talks, { send, go }) {
    this.talks = talks;
    this.send = send;
    this.go = go;
    this.deck = new Deck(talks, { send: (type, data) => this.#send(type, data), until: (index) => this.#until(index) });
    this.side = new Side(talks, { vote: (choice) => this.#send("VOTE", { choice }) });
    this.panel = new Panel($("#instruments"), {
      name: (id) => talks.voice(id)?.name || id,
      colour: (id) => readable(talks.voice(id)?.colour) || "var(--bright)",
    });
    $("#show-side").addEventListener("click", () => this.#turnAside());
  }

  get talk() {
    return this.#chosen?.talk;
  }

  /** Open the talk `id`, and beside it `other`, where there is one. Throws Refused. */
  async open(id, other) {
    const talks = await Promise.all([id, other].filter(Boolean).map((one) => this.#whole(one)));
    this.#panes = talks.map(() => new Pane(this.talks, {
      fork: (pane, at) => { this.choose(pane); this.#send("FORK_CONVERSATION", { at }); },
      choose: (pane) => this.choose(pane),
    }));
    $("#panes").replaceChildren(...this.#panes.map(({ root }) => root));
    $("#panes").dataset.many = String(talks.length);
    this.#panes.forEach((pane, n) => pane.show(talks[n], shared(talks)));
    this.choose(this.#panes.at(-1));
  }

  close() {
    this.#panes = [];
    this.#chosen = null;
  }

  /** Let what is done on the page be done with the talk of `pane`. */
  choose(pane) {
    this.#chosen = pane;
    const isOne = this.#panes.length === 1;
    for (const one of this.#panes) one.label(this.#name(one.talk), isOne ? null : one === pane);
    this.deck.open(pane.talk);
    this.side.open(pane.talk, this.#panes.length > 1);
    this.tell();
  }

  /** Take in what a frame has changed of `talk`. */
  take(type, talk, data) {
    for (const pane of this.#panes.filter((one) => one.talk.id === talk?.id)) {
      if (type === "NEW_MESSAGE") pane.add(data.message);
      else if (type === "CONVERSATION_ERROR") pane.trouble(data.error);
      else pane.update();
    }
    if (this.#panes.some((one) => one.talk.id === talk?.id)) this.tell();
  }

  /** Bring everything up to date, after the connection was gone. */
  async refresh() {
    await Promise.all(this.#panes.map(async (pane) => {
      await this.#whole(pane.talk.id);
      pane.update();
    }));
    if (this.#chosen) this.tell();
  }

  tell() {
    const { talk } = this.#chosen;
    $("#room-name").textContent = title(talk);
    document.title = `${title(talk).slice(0, 60)}: the laboratory`;
    $("#room-cast").replaceChildren(...talk.personalities.map((one) =>
      voice(el("li", {}, el("span", { class: "dot" }), one.name), one.id, one.colour)));
    const said = [state(talk), talk.status === "stopped" ? "" : talk.reason].filter(Boolean).join(". ");
    if ($("#state").textContent !== said) $("#state").textContent = said;
    $("#state").dataset.status = talk.status;
    $("#totals").replaceChildren(...totals(talk));
    this.deck.tell();
    this.side.tell();
    this.panel.show(talk, this.deck.until);
  }

  async #whole(id) {
    const known = this.talks.get(id);
    if (known?.whole) return known;
    const told = await ask(`/api/conversations/${encodeURIComponent(id)}`);
    return this.talks.put({ ...told, whole: true });
  }

  #name(talk) {
    if (this.#panes.length === 1) return "The talk";
    return talk.parent ? `Branch from line ${talk.parent.at}` : "The talk itself";
  }

  #send(type, data = {}) {
    this.send(type, { conversationId: this.talk.id, ...data });
  }

  #until(index) {
    for (const pane of this.#panes) pane.until(index);
    this.panel.show(this.talk, index);
  }

  #turnAside() {
    const isAside = $("#room").classList.toggle("aside");
    $("#show-side").setAttribute("aria-expanded", String(isAside));
    $("#show-side").textContent = isAside ? "The talk" : "Instruments";
  }
}

// How many lines two talks have in common: one went off from the other, or both from a third.
function shared([one, other]) {
  if (!other) return 0;
  if (other.parent?.id === one.id) return other.parent.at;
  if (one.parent?.id === other.id) return one.parent.at;
  return one.parent && one.parent.id === other.parent?.id ? Math.min(one.parent.at, other.parent.at) : 0;
}

function totals({ turn, turnLimit, totals: spent }) {
  const rows = [
    ["Turns", `${turn} of ${turnLimit}`],
    ["Spent", spent.total_tokens ? `${tokens(spent.total_tokens)}, ${money(spent.usd)}` : "nothing"],
  ];
  return rows.flatMap(([name, value]) => [el("div", {}, el("dt", {}, name), el("dd", { class: "number" }, value))]);
}
