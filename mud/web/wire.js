// The connection. It outlives its sockets: what was shown while it was away is shown when it is
// back, each text once; what was typed meanwhile waits, and is sent once.
const PING = 20000, PATIENCE = 8000, FIRST = 300, LONGEST = 10000, HELD = 20, KEPT = "tower.token";

export function open(address, on) {
  let socket, wait, retry, expected, inside, token, seen, typed, sent, held, losing;

  function begin() {
    wait = FIRST;
    inside = losing = false;
    seen = typed = 0;
    sent = [];
    held = [];
    connect();
  }

  function connect() {
    clearTimeout(retry);
    const mine = socket = new WebSocket(address);
    mine.onopen = () => tell("hello", { token, seen });
    mine.onmessage = (message) => { if (mine === socket) take(JSON.parse(message.data)); };
    mine.onclose = (event) => { if (mine === socket) lost(event.code); };
    expect(mine, LONGEST);
  }

  // Gives a socket up from which nothing comes in time.
  function expect(mine, patience) {
    clearTimeout(expected);
    expected = setTimeout(() => {
      if (mine !== socket) return;
      mine.close();
      lost();
    }, patience);
  }

  function tell(name, options, args = []) {
    socket.send(JSON.stringify([name, args, options]));
  }

  function lost(code) {
    inside = false;
    clearTimeout(expected);
    socket = null;
    if (code === 4001) return end("elsewhere");
    if (!losing) on.state("lost");
    losing = true;
    retry = setTimeout(connect, wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST);
  }

  function end(how) {
    const old = socket;
    socket = null;
    inside = false;
    remember(undefined);
    if (old) old.close();
    on.state(how);
  }

  // The page alone knows the token, and only as long as this tab is open.
  function remember(value) {
    token = value;
    if (value) sessionStorage.setItem(KEPT, value);
    else sessionStorage.removeItem(KEPT);
  }

  function take([name, args, options]) {
    clearTimeout(expected);
    if (name === "pong") return;
    if (name === "text" || name === "prompt") {
      seen += 1;
      on.text(String(args[0]), options);
    } else if (name === "token") {
      remember(options.token);
    } else if (name === "welcome") {
      welcome(options.back);
    } else if (name === "resumed") {
      resumed(options);
    } else if (name === "restored") {
      on.restored();
    } else if (name === "goodbye") {
      end("left");
    } else {
      on.data(name, args, options);
    }
  }

  function begun() {
    inside = true;
    losing = false;
    wait = FIRST;
  }

  // A new session; what was meant for the old one is not said into it.
  function welcome(back) {
    const unsaid = held, had = token !== undefined;
    seen = typed = 0;
    sent = [];
    held = [];
    remember(undefined);
    begun();
    on.state(back ? "returned" : had ? "forgotten" : "open");
    if (unsaid.length) on.refused(unsaid);
  }

  function resumed(options) {
    remember(options.token);
    seen = options.count;
    typed = Math.max(typed, options.typed);
    begun();
    for (const [n, line] of sent) if (n > options.typed) tell("text", { n }, [line]);
    on.state("resumed", options.fresh);
    const waiting = held;
    held = [];
    for (const line of waiting) {
      on.released(line);
      pass(line);
    }
  }

  function pass(line) {
    typed += 1;
    sent.push([typed, line]);
    if (sent.length > 50) sent.shift();
    tell("text", { n: typed }, [line]);
  }

  // Whether the other side is still there; a dead network tells nobody.
  function probe(patience) {
    if (!inside) return;
    tell("ping", {});
    expect(socket, patience);
  }

  function hurry() {
    if (inside) probe(3000);
    else if (losing && !socket) connect();
  }

  setInterval(() => probe(PATIENCE), PING);
  addEventListener("online", hurry);
  addEventListener("offline", hurry);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });
  token = sessionStorage.getItem(KEPT) || undefined;
  begin();

  return {
    // Returns "sent", "held" or "refused".
    send(line) {
      if (inside) {
        pass(line);
        return "sent";
      }
      if (!token || held.length >= HELD) return "refused";
      held.push(line);
      return "held";
    },
    again() { begin(); },
  };
}
