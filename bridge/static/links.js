// Links for those who may only watch: who gives them away, and who came by one.
import { $, announce, ask, el, when } from "./shell.js";

/** Let #share make a link to what the page shows. */
export function givesLinks(what, name = "") {
  $("#share").addEventListener("click", async () => {
    const link = $("#link");
    try {
      const { url, expires } = await ask("/bridge/link", { what, name, hours: Number($("#hours").value) });
      link.replaceChildren(el("a", { href: url }, url), el("small", {}, " until ", when(expires)));
      await navigator.clipboard?.writeText(url).then(() => announce("The link was copied."), () => {});
    } catch (refused) { link.textContent = refused.message; }
  });
}

/** Tell those who came by a link what it lets them watch, and until when. */
export function cameByLink({ expires }, place) {
  $("#pass").replaceChildren(`You came by a link: you may watch ${place}`, ...(expires ? [" until ", when(expires)] : []), ".");
  $("#pass").hidden = false;
}
