// Where one is: drawn from structured data alone, never from text that somebody wrote.
const NARROW = matchMedia("(max-width: 60rem)");
// What can be left in a room so that it stays: what its button says, does, or begins to type.
const DEEDS = {
  write: ["write on the whiteboard", { types: "write " }],
  note: ["leave a note", { types: "note " }],
  stoke: ["lay wood on the fire", { sends: "stoke" }],
};

export function openPanel(panel, act) {
  const part = (id) => document.getElementById(id);

  function button(label, command, title) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    if (title) made.title = title;
    made.addEventListener("click", () => act.send(command));
    return made;
  }

  function list(id, items) {
    const target = part(id);
    target.replaceChildren(...items.map((item) => {
      const entry = document.createElement("li");
      entry.append(item);
      return entry;
    }));
    target.closest("section").hidden = !items.length;
  }

  function deed(name) {
    const [label, does] = DEEDS[name] || ["", {}];
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    Object.assign(made.dataset, does);
    part("deed").replaceChildren(made);
    part("deed").hidden = !label;
  }

  document.addEventListener("click", (event) => {
    const { sends, types } = event.target.dataset;
    if (sends) act.send(sends);
    if (types) act.type(types);
  });
  const fit = () => { panel.open = !NARROW.matches; };
  NARROW.addEventListener("change", fit);
  fit();

  return {
    room(info) {
      part("room").textContent = info.name;
      part("watched").hidden = !info.watched;
      const ways = Object.entries(info.ways || {});
      list("ways", ways.map(([way, to]) => button(way, `move ${way}`, `Go to ${to}`)));
      deed((info.deeds || [])[0]);
      list("things", (info.things || []).map((thing) => button(thing, `look ${thing}`)));
    },
    people(everybody) {
      part("here-count").textContent = everybody.length;
      list("people", everybody.map((one) => String(one.fullname)));
    },
    clear() {
      for (const id of ["ways", "people", "things"]) part(id).replaceChildren();
    },
    fold() { if (NARROW.matches) panel.open = false; },
  };
}
