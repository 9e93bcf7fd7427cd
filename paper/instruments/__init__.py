"""How the instruments of the laboratory are measured."""
