"""What is known, as reviewed rows: signs, what speaks against them, what is an answer."""
