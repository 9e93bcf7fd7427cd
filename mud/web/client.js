// The web client: lines out, lines in, over one web socket. No library, nothing from elsewhere.
"use strict";
(() => {
  const LINES = 2000, LONGEST_WAIT = 15000;
  const log = document.getElementById("log");
  const line = document.getElementById("line");
  const status = document.getElementById("status");
  const page = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const address = `${scheme}//${location.hostname}:${document.body.dataset.port}/?&${page}&tower`;
  const typed = [];
  let place = 0, socket = null, wait = 500;

  // Of what the server sends only coloured spans and line breaks are kept; the rest becomes text.
  function copy(from, to) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        to.append(node.data);
      } else if (node.nodeName === "BR") {
        to.append("\n");
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const span = document.createElement("span");
        span.className = (node.getAttribute("class") || "").replace(/[^\w -]/g, "");
        copy(node, span);
        to.append(span);
      }
    }
  }

  function show(element) {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    log.append(element);
    while (log.childNodes.length > LINES) log.firstChild.remove();
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  function showHtml(html) {
    const element = document.createElement("div");
    copy(new DOMParser().parseFromString(html, "text/html").body, element);
    show(element);
  }

  function showOwn(text) {
    const element = document.createElement("div");
    element.className = "own";
    // A password is not left on the screen.
    element.textContent = "> " + text.replace(/^(\s*(?:(?:create|connect|cre|cr|conn|con|co)\s+\S+|password)\s+).+/i, "$1*****");
    show(element);
  }

  function connect() {
    socket = new WebSocket(address);
    socket.onopen = () => { wait = 500; status.textContent = "connected"; };
    socket.onclose = () => {
      status.textContent = "connection lost; trying again";
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
    socket.onmessage = (message) => {
      const [name, args] = JSON.parse(message.data);
      if (name === "text" || name === "prompt") showHtml(String(args[0]));
    };
  }

  function send(text) {
    socket.send(JSON.stringify(["text", [text], {}]));
  }

  document.getElementById("bar").addEventListener("submit", (event) => {
    event.preventDefault();
    if (socket.readyState !== WebSocket.OPEN) return;
    send(line.value);
    if (line.value) {
      showOwn(line.value);
      typed.push(line.value);
    }
    place = typed.length;
    line.value = "";
    line.focus();
  });

  line.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp" && place > 0) {
      line.value = typed[--place];
    } else if (event.key === "ArrowDown" && place < typed.length) {
      line.value = typed[++place] || "";
    } else {
      return;
    }
    event.preventDefault();
  });

  addEventListener("pagehide", () => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(["websocket_close", [], {}]));
  });
  setInterval(() => { if (socket.readyState === WebSocket.OPEN) send("idle"); }, 60000);
  connect();
})();
