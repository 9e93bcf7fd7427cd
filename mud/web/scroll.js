// What is shown. Of the server's HTML only words, colours and line breaks are kept: whatever else
// it holds, a link or an image, becomes text or nothing.
const BLOCKS = 1000, KINDS = new Set(["help", "look", "say", "pose", "whisper", "tell", "channel", "timmy", "care"]);
// A line of two columns, as in help: a short term, a gap, and what it means.
// Where help can be reached, in what is shown to somebody who may be in danger: one tap is enough.
const REACHED = /\b(?:988|911|741741|findahelpline\.com)\b/;
const HOW = {
  "988": "tel:988", "911": "tel:911", "741741": "sms:741741", "findahelpline.com": "https://findahelpline.com",
};
const COLUMNS = /^( {0,3}\S.{0,26}?) {2,}(?=\S)/;

export function openScroll(log, newer) {
  let unread = 0, away = false, begun = false, mark = null, held = null;

  function atEnd() {
    return log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  }

  // Until something is done here, the welcome is read from its first line. What is held is not
  // pushed out of sight by what others do: it stays until its reader has typed something.
  function toEnd() {
    if (begun) log.scrollTop = held ? Math.min(log.scrollHeight, held.offsetTop - 8) : log.scrollHeight;
  }

  // What is longer than the window is shown from its first line.
  function show(block) {
    toEnd();
    if (begun && !held && block.offsetHeight > log.clientHeight) log.scrollTop = block.offsetTop;
  }

  function add(block) {
    log.append(block);
    while (log.childElementCount > BLOCKS) log.firstElementChild.remove();
    if (!away) return show(block);
    unread += 1;
    newer.textContent = unread === 1 ? "1 new below" : `${unread} new below`;
    newer.hidden = false;
  }

  log.addEventListener("scroll", () => {
    away = !atEnd();
    if (away) return;
    unread = 0;
    newer.hidden = true;
  });
  newer.addEventListener("click", () => { held = null; toEnd(); log.focus(); });
  // A phone's keyboard or a turned screen takes room away; whoever was at the end stays there.
  new ResizeObserver(() => { if (!away) toEnd(); }).observe(log);

  return {
    text(html, options) {
      const block = document.createElement("div");
      block.className = "block";
      if (options.plain) block.dataset.kind = "plain";
      if (KINDS.has(options.type)) block.dataset.kind = options.type;
      fill(block, linesOf(html));
      if (options.type === "care") {
        reachable(block);
        held = block;
      }
      add(block);
    },
    // What was typed is known to who typed it: it is not read out again.
    own(line) {
      const block = document.createElement("div");
      block.className = "block own";
      block.setAttribute("aria-hidden", "true");
      block.textContent = `> ${line}`;
      begun = true;
      away = false;
      held = null;
      add(block);
    },
    begin() {
      begun = true;
      if (!away) toEnd();
    },
    note(text) {
      const block = document.createElement("div");
      block.className = "block note";
      block.textContent = text;
      add(block);
    },
    // What is shown again after a reload is not news, and is not read out.
    quiet(on) {
      log.setAttribute("aria-live", on ? "off" : "polite");
    },
    clear() {
      log.replaceChildren();
      away = begun = false;
      held = null;
      unread = 0;
      newer.hidden = true;
    },
    // What stands above the mark was another session's.
    setMark() { mark = log.lastElementChild; },
    clearToMark() {
      while (mark && log.firstElementChild !== mark) log.firstElementChild.remove();
      if (mark) mark.remove();
      mark = null;
    },
    turn(pages) {
      log.scrollTop += pages * log.clientHeight * 0.85;
    },
  };
}

// Returns lines, each a list of [class, text].
function linesOf(html) {
  const lines = [[]];
  walk(new DOMParser().parseFromString(html, "text/html").body, "", lines);
  while (lines.length > 1 && !lines.at(-1).length) lines.pop();
  while (lines.length > 1 && !lines[0].length) lines.shift();
  return lines;
}

function walk(from, colour, lines) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      const [first, ...more] = node.data.split("\n");
      if (first) lines.at(-1).push([colour, first]);
      for (const text of more) lines.push(text ? [[colour, text]] : []);
    } else if (node.nodeName === "BR") {
      lines.push([]);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const own = (node.getAttribute("class") || "").replace(/[^\w -]/g, "");
      walk(node, own || colour, lines);
    }
  }
}

function fill(block, lines) {
  const columns = columnsOf(lines.map((line) => line.map(([, text]) => text).join("")));
  let rows = null;
  lines.forEach((line, at) => {
    if (columns[at]) {
      if (!rows) block.append(rows = element("div", "rows"));
      const [left, right] = divide(line, columns[at]);
      rows.append(spans(element("div", "term"), left), spans(element("div", "means"), right));
    } else {
      rows = null;
      block.append(spans(element("div", "line"), line));
    }
  });
}

// Returns for each line where its second column begins, or 0. One line alone may have a gap by
// chance, so there must be two; a term as long as the first column may have no gap at all.
function columnsOf(texts) {
  const found = texts.map((text) => (COLUMNS.exec(text) || [""])[0].length);
  return found.map((column, at) => {
    const above = found[at - 1], below = found[at + 1];
    if (column) return above || below || (at > 1 && found[at - 2]) ? column : 0;
    return above && above === below && texts[at][above - 1] === " " ? above : 0;
  });
}

function divide(line, column) {
  const left = [], right = [];
  let at = 0;
  for (const [colour, text] of line) {
    const cut = Math.max(0, Math.min(text.length, column - at));
    if (cut) left.push([colour, text.slice(0, cut)]);
    if (cut < text.length) right.push([colour, text.slice(cut)]);
    at += text.length;
  }
  return [left, right];
}

function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function spans(into, line) {
  for (const [colour, text] of line) {
    if (!colour) {
      into.append(text);
      continue;
    }
    const span = element("span", colour);
    span.textContent = text;
    into.append(span);
  }
  return into;
}

// Makes links of the numbers in a block of the house itself; nobody else's words get any.
function reachable(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (let text of texts) {
    for (let found; (found = REACHED.exec(text.data)); ) {
      const number = text.splitText(found.index);
      text = number.splitText(found[0].length);
      const link = element("a", "reach");
      link.href = HOW[found[0]];
      if (found[0].includes(".")) {
        link.target = "_blank";
        link.rel = "noopener noreferrer";
      }
      number.replaceWith(link);
      link.append(number);
    }
  }
}
