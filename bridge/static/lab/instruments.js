// What is measured of a talk: a number, a plot, and a table of the same.
import { el } from "../shell.js";
import { money } from "./format.js";
import { bars, fields, line, lines, strips } from "./plots.js";

const FEELINGS = ["joy", "surprise", "sadness", "fear", "anger", "disgust"];
// A table holds this many lines, the latest; all of them are in the CSV.
const ROWS = 40;

const percent = (value) => (value == null ? "–" : `${Math.round(value * 100)} %`);
const decimal = (value, places = 2) => (value == null ? "–" : value.toFixed(places));
const signed = (value) => (value == null ? "–" : `${value > 0 ? "+" : ""}${value.toFixed(2)}`);
const most = (rows, key, least) => Math.max(least, ...rows.map((row) => row[key] || 0));

// Each instrument: its name, what it says after a line, what is drawn, the columns of its table.
const INSTRUMENTS = [
  {
    name: "Turns",
    about: "Who spoke; 100 % where all speak equally often.",
    says: (row) => percent(row.turnBalance),
    draw: (rows, { colour }) => strips(rows, colour),
    columns: { Balance: (row) => percent(row.turnBalance) },
  },
  {
    name: "Mood",
    about: "Of each line, from −1 (dark) to +1 (bright).",
    says: (row) => signed(row.sentimentScore),
    draw: (rows, { colour }) => bars(rows, "sentimentScore", [-1, 1], colour),
    columns: { Mood: (row) => signed(row.sentimentScore) },
  },
  {
    name: "Emotions",
    about: "One row each, brighter where stronger.",
    says: (row) => row.primaryEmotion,
    draw: (rows) => fields(rows, FEELINGS),
    keys: FEELINGS,
    columns: {
      Strongest: (row) => row.primaryEmotion,
      ...Object.fromEntries(FEELINGS.map((one) => [one, (row) => percent(row[one])])),
    },
    foot: ({ accuracy }) => accuracy?.sentences,
  },
  {
    name: "Drift",
    about: "How far each has come from how they began to speak; faint, what chance makes of it.",
    says: (row) => decimal(row.personaDrift),
    draw: (rows, { colour }) => {
      const range = [0, Math.max(most(rows, "personaDrift", 0.6), most(rows, "driftByChance", 0))];
      return lines(rows, "personaDrift", range, colour, "driftByChance");
    },
    columns: { Drift: (row) => decimal(row.personaDrift), "By chance": (row) => decimal(row.driftByChance) },
    foot: ({ accuracy }) => accuracy?.drift,
  },
  {
    name: "Vocabulary",
    about: "How many of the latest words are different ones.",
    says: (row) => percent(row.vocabularyDiversity),
    draw: (rows) => line(rows, "vocabularyDiversity", [0, 1]),
    columns: { Different: (row) => percent(row.vocabularyDiversity) },
  },
  {
    name: "Questions",
    about: "The share of sentences that ask.",
    says: (row) => percent(row.questionRate),
    draw: (rows) => line(rows, "questionRate", [0, 1]),
    columns: { Asking: (row) => percent(row.questionRate) },
  },
  {
    name: "Length",
    about: "Words of each line; the curve is their average.",
    says: (row) => `${decimal(row.averageLength, 0)} words`,
    draw: (rows, { colour }) => bars(rows, "words", [0, most(rows, "words", 10)], colour, "averageLength"),
    columns: { Words: (row) => row.words, Average: (row) => decimal(row.averageLength, 1) },
  },
  {
    name: "Cost",
    about: "Tokens that each line took.",
    says: (row) => `${row.tokens} tokens`,
    draw: (rows, { colour }) => bars(rows, "tokens", [0, most(rows, "tokens", 50)], colour),
    columns: { Tokens: (row) => row.tokens, Money: (row) => money(row.usd) },
  },
];

// The measures of a talk's lines, each with what the line took.
function measured(talk) {
  return ((talk.instruments && talk.instruments.history) || []).map((row) => {
    const said = talk.messages[row.line - 1] || {};
    return { ...row, tokens: said.usage ? said.usage.total_tokens : 0, usd: said.usd };
  });
}

export class Panel {
  #parts;

  // `voices.name(id)` is how somebody is called, `voices.colour(id)` their colour.
  constructor(root, voices) {
    this.#parts = INSTRUMENTS.map((instrument) => new Part(instrument, voices));
    root.replaceChildren(...this.#parts.map((part) => part.root));
  }

  // Show what is measured of `talk`, or only of its lines up to the index `until`.
  show(talk, until = Infinity) {
    const heard = talk.messages.filter((line_) => line_.index <= until).length;
    const rows = measured(talk).filter((row) => row.line <= heard);
    for (const part of this.#parts) part.show(rows, talk.instruments || {});
  }
}

class Part {
  #rows = [];

  constructor(instrument, voices) {
    const { name, about, keys = [] } = instrument;
    this.instrument = instrument;
    this.voices = voices;
    this.value = el("output", {});
    this.plot = el("div", { class: "plot" });
    this.foot = el("p", { class: "foot", hidden: true });
    this.table = el("table", {}, el("caption", { class: "hidden" }, name));
    const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": `${name} as numbers` };
    this.numbers = el("details", {},
      el("summary", {}, "As numbers", el("span", { class: "hidden" }, `: ${name}`)),
      el("div", region, this.table));
    this.root = el("figure", { class: "instrument" },
      el("figcaption", {}, el("h3", {}, name), this.value, el("p", {}, about)),
      el("div", { class: "drawn" }, this.plot, ...legend(keys)), this.foot, this.numbers);
    this.numbers.addEventListener("toggle", () => this.#fill());
  }

  show(rows, instruments) {
    const { says, draw, foot } = this.instrument;
    this.#rows = rows;
    this.value.textContent = rows.length ? says(rows.at(-1)) : "–";
    this.plot.replaceChildren(draw(rows, this.voices));
    this.foot.textContent = (foot?.(instruments) || []).join(" ");
    this.foot.hidden = !this.foot.textContent;
    this.#fill();
  }

  // The table is made when somebody opens it: nobody else needs it.
  #fill() {
    if (!this.numbers.open) return;
    const { columns } = this.instrument;
    const heads = ["Line", "Who", ...Object.keys(columns)].map((name) => el("th", { scope: "col" }, name));
    const rows = this.#rows.slice(-ROWS).reverse().map((row) => el("tr", {},
      el("th", { scope: "row" }, String(row.line)),
      el("td", {}, this.voices.name(row.speaker)),
      ...Object.values(columns).map((said) => el("td", {}, String(said(row))))));
    this.table.replaceChildren(this.table.caption, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows));
  }
}

function legend(keys) {
  return keys.length ? [el("ul", { class: "legend", "aria-hidden": "true" }, ...keys.map((key) => el("li", {}, key)))] : [];
}
