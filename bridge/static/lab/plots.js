// Lines and bars over the lines of a talk, drawn as SVG; who cannot see them has the table.
const SVG = "http://www.w3.org/2000/svg";
const WIDE = 300;
const HIGH = 60;

function shape(tag, attributes, colour) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (colour) made.style.setProperty("--own", colour);
  return made;
}

function drawing(...shapes) {
  const box = { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true" };
  const made = shape("svg", box);
  made.append(...shapes);
  return made;
}

// Where a line of the talk stands, and how wide its place is; a short talk is not drawn out.
function places(count) {
  const step = WIDE / Math.max(count, 12);
  return { step, at: (n) => n * step, middle: (n) => (n + 0.5) * step };
}

function height(value, [low, high]) {
  return HIGH - 2 - ((value - low) / (high - low || 1)) * (HIGH - 4);
}

function rule(y) {
  return shape("path", { class: "rule", d: `M0 ${y}H${WIDE}` });
}

// A line through the values that there are; `points` holds pairs of a place and a value.
function curve(points, range, colour) {
  const d = points.map(([x, value], n) => `${n ? "L" : "M"}${x.toFixed(1)} ${height(value, range).toFixed(1)}`);
  if (points.length === 1) d.push(`h1`);
  return shape("path", { class: colour ? "curve own" : "curve", d: d.join("") }, colour);
}

export function line(rows, key, range) {
  const { middle } = places(rows.length);
  const points = rows.flatMap((row, n) => (row[key] == null ? [] : [[middle(n), row[key]]]));
  return drawing(rule(height(range[0], range)), rule(height(range[1], range)), curve(points, range));
}

// One line for each speaker, in their own colour; and one of `faint`, to compare it with.
export function lines(rows, key, range, colourOf, faint) {
  const { middle } = places(rows.length);
  const all = Map.groupBy
    ? Map.groupBy(rows.keys(), (n) => rows[n].speaker)
    : grouped(rows);
  const curves = [...all].flatMap(([speaker, theirs]) => {
    const numbers = [...theirs];
    return [faint, key].map((one) => {
      const points = numbers.filter((n) => rows[n][one] != null).map((n) => [middle(n), rows[n][one]]);
      const made = curve(points, range, colourOf(speaker));
      made.classList.toggle("faint", one === faint);
      return made;
    });
  });
  return drawing(rule(height(range[0], range)), rule(height(range[1], range)), ...curves);
}

function grouped(rows) {
  const all = new Map();
  rows.forEach((row, n) => all.set(row.speaker, [...(all.get(row.speaker) || []), n]));
  return all;
}

// A bar for each line of the talk, in the colour of who spoke it, from zero up or down.
export function bars(rows, key, range, colourOf, over) {
  const { step, at, middle } = places(rows.length);
  const zero = height(Math.max(0, range[0]), range);
  const drawn = rows.flatMap((row, n) => {
    if (row[key] == null) return [];
    const y = height(Math.min(range[1], row[key]), range);
    const box = { x: at(n) + step * 0.14, y: Math.min(y, zero), width: step * 0.72, height: Math.max(1.5, Math.abs(y - zero)) };
    return [shape("rect", { class: "bar", ...box }, colourOf(row.speaker))];
  });
  const points = over ? rows.map((row, n) => [middle(n), row[over]]) : [];
  return drawing(rule(zero), ...drawn, ...(over ? [curve(points, range)] : []));
}

// Who spoke each line, as a row of strips.
export function strips(rows, colourOf) {
  const { step, at } = places(rows.length);
  return drawing(...rows.map((row, n) => shape(
    "rect", { class: "bar", x: at(n) + step * 0.08, y: 2, width: step * 0.84, height: HIGH - 4 }, colourOf(row.speaker),
  )));
}

// One row for each of `keys`; the stronger the value, the brighter its field.
export function fields(rows, keys) {
  const { step, at } = places(rows.length);
  const tall = HIGH / keys.length;
  const drawn = keys.flatMap((key, k) => rows.map((row, n) => {
    const box = { x: at(n), y: k * tall + 0.5, width: Math.max(0.5, step - 0.6), height: tall - 1 };
    const field = shape("rect", { class: `field ${key}`, ...box });
    field.setAttribute("fill-opacity", (0.06 + 0.94 * Math.min(1, row[key] || 0)).toFixed(2));
    return field;
  }));
  return drawing(...drawn);
}
