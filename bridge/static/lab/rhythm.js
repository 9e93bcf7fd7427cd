// How a voice comes in: not all at once, but breath by breath, each at a pace of its own.
import { moves } from "../shell.js";

// Milliseconds for each letter of a breath, and after one that ends a sentence.
const BEATS = {
  sydney: [9, 240], rational: [14, 90], creative: [16, 300], skeptical: [11, 520], legacy: [26, 0],
};
const PLAIN = [12, 180];
// Whatever is said stands on the page by then: nobody waits for a voice.
const LONGEST = 3200;

/** Let the text of `said` come in as `key` speaks; it is all there at once for who cannot see it. */
export function speak(said, key) {
  if (!moves()) return;
  const [letter, stop] = BEATS[key] || PLAIN;
  const breaths = said.textContent.match(/[^,.;:!?\n]+[,.;:!?\n"'”’)]*\s*|\S+\s*/g) || [];
  let at = 0;
  const starts = breaths.map((breath) => {
    const start = at;
    at += breath.length * letter + (/[.!?]/.test(breath) ? stop : 0);
    return start;
  });
  const faster = Math.min(1, LONGEST / (at || 1));
  said.replaceChildren(...breaths.map((breath, n) => {
    const part = document.createElement("span");
    part.textContent = breath;
    part.className = "breath";
    part.style.setProperty("--after", `${Math.round(starts[n] * faster)}ms`);
    return part;
  }));
  // What has been said once does not come in again when it is hidden and shown.
  setTimeout(() => { said.className = "said spoken"; }, at * faster + 600);
}
