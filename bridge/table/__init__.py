"""The table: one thread, two seats; a person asks one of them, who may hand off once."""
