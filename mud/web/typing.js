// The line one types, and what was typed before. A password is masked as soon as one begins, and is
// neither shown nor kept.
const REMEMBERED = 200;
// At the door: a command and a name come before a password. Inside: `password`.
const AT_THE_DOOR = /^\s*(?:create|connect|cre|cr|conn|con|co)\s+(?:"[^"]*"|[^\s"]+)\s+/i;
const INSIDE = /^\s*\W?\w*password\s+/i;

export function openTyping(form, line, before, label, act) {
  const typed = [];
  let place = 0, draft = "", secret = "", inside = false;

  function mask(prefix) {
    secret = prefix;
    before.textContent = prefix.trim();
    before.hidden = !prefix;
    line.type = prefix ? "password" : "text";
    label.textContent = prefix ? "Password" : "What you say or do";
  }

  function watch() {
    if (secret) return;
    const begins = (inside ? INSIDE : AT_THE_DOOR).exec(line.value);
    if (!begins) return;
    const rest = line.value.slice(begins[0].length);
    mask(begins[0]);
    line.value = rest;
  }

  function unmask() {
    const prefix = secret;
    mask("");
    line.value = prefix.trimEnd();
  }

  function take() {
    watch();
    const whole = secret + line.value, shown = secret ? secret.trimEnd() + " *****" : whole;
    if (!act.take(whole, shown)) return;
    if (!secret && whole.trim() && typed.at(-1) !== whole) typed.push(whole);
    if (typed.length > REMEMBERED) typed.shift();
    place = typed.length;
    draft = "";
    line.value = "";
    mask("");
  }

  function recall(step) {
    if (place === typed.length) draft = line.value;
    const next = place + step;
    if (next < 0 || next > typed.length) return;
    place = next;
    line.value = place === typed.length ? draft : typed[place];
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
    line.focus();
  });
  line.addEventListener("input", watch);
  line.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const keys = {
      ArrowUp: () => !secret && recall(-1),
      ArrowDown: () => !secret && recall(1),
      Escape: () => { mask(""); line.value = ""; place = typed.length; },
      Backspace: () => (secret && !line.value ? unmask() : undefined),
    };
    if (!(event.key in keys)) return;
    if (event.key === "Backspace" && !(secret && !line.value)) return;
    keys[event.key]();
    event.preventDefault();
  });

  return {
    remember(text) {
      typed.push(text);
      place = typed.length;
    },
    write(text) {
      mask("");
      line.value = text;
      line.focus();
    },
    comeIn(now) { inside = now; },
    forget() {
      typed.length = place = 0;
      draft = line.value = "";
      mask("");
    },
  };
}
