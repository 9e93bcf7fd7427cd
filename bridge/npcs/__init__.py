"""Those who live in the house: where they are, when they talk, and what they may do."""
