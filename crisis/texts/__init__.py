"""The words that a person in a crisis is shown; `CHECKLIST.md` goes through them, rule by rule."""
