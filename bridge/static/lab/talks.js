// What is known of the talks: made of the socket's frames.

// The lines of a talk are told apart by their number, so that one that comes twice is there once.
function joined(known, fresh) {
  const lines = new Map([...known, ...fresh].map((line) => [line.index, line]));
  return [...lines.values()].sort((one, other) => one.index - other.index);
}

export class Talks {
  #all = new Map();
  #told;
  personalities = [];
  you = { mayControl: [], maySpeak: true, isHost: false, watches: "" };
  limits = null;

  /** `told(type, talk, data)` is called after each frame, when what it tells is known here. */
  constructor(told) {
    this.#told = told;
  }

  get(id) {
    return this.#all.get(id);
  }

  /** All of them, the latest first. */
  list() {
    return [...this.#all.values()].sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  }

  branches(id) {
    return this.list().filter(({ parent }) => parent?.id === id).reverse();
  }

  voice(id) {
    return this.personalities.find((voice) => voice.id === id);
  }

  mayControl({ id }) {
    return this.you.isHost || this.you.mayControl.includes(id);
  }

  /** Take in a talk as the server holds it now; lines that are known already stay. */
  put(talk) {
    const known = this.get(talk.id);
    const messages = joined(known?.messages || [], talk.messages || []);
    const { instruments = {} } = talk.whole ? talk : known || talk;
    this.#all.set(talk.id, { ...talk, messages, instruments, whole: talk.whole || Boolean(known?.whole) });
    return this.get(talk.id);
  }

  take({ type, data }) {
    const talk = this.get(data.conversationId);
    const held = this[`on${type}`];
    if (held) held.call(this, data, talk);
    else this.#told(type, talk, data);
  }

  onINIT(data) {
    const { personalities, you, limits, clientId, conversations } = data;
    Object.assign(this, { personalities, you, limits, clientId });
    for (const talk of conversations) this.put(talk);
    const held = new Set(conversations.filter(({ whole }) => whole).map(({ id }) => id));
    for (const talk of this.list()) talk.whole = talk.whole && held.has(talk.id);
    this.#told("INIT", null, data);
  }

  onCONVERSATION_STARTED(data) {
    const isMine = data.clientId && data.clientId === this.clientId;
    if (isMine) this.you.mayControl.push(data.conversation.id);
    this.#told("CONVERSATION_STARTED", this.put(data.conversation), { ...data, isMine });
  }

  onNEW_MESSAGE(data, talk) {
    if (!talk || talk.messages.some(({ index }) => index === data.message.index)) return;
    talk.messages = joined(talk.messages, [data.message]);
    if (data.message.role === "assistant") talk.turning = null;
    this.#told("NEW_MESSAGE", talk, data);
  }

  onTURN_STARTED(data, talk) {
    this.#change("TURN_STARTED", talk, data, { turning: data });
  }

  onCONVERSATION_UPDATED(data, talk) {
    const { status, reason, pace, turn, totals, apiCalls, apiLimit } = data;
    if (this.limits && apiLimit !== undefined) Object.assign(this.limits, { apiCalls, apiLimit });
    this.#change("CONVERSATION_UPDATED", talk, data, { status, reason, pace, turn, totals });
  }

  onCONVERSATION_STOPPED(data, talk) {
    const over = { status: "stopped", stoppedAt: data.timestamp, turning: null, ballot: null };
    this.#change("CONVERSATION_STOPPED", talk, data, data.status === "stopped" ? over : {});
  }

  onINSTRUMENTS(data, talk) {
    const { latest } = data.instruments;
    const history = talk?.instruments.history || [];
    const isNew = latest && !history.some(({ line }) => line === latest.line);
    const instruments = { ...data.instruments, history: isNew ? [...history, latest] : history };
    this.#change("INSTRUMENTS", talk, data, { instruments });
  }

  onVOTES(data, talk) {
    this.#change("VOTES", talk, data, { ballot: data });
  }

  #change(type, talk, data, what) {
    if (talk) Object.assign(talk, what);
    this.#told(type, talk, data);
  }
}
