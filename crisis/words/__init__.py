"""From what somebody typed to plain words: look-alikes, hidden letters, leet, typos undone."""
