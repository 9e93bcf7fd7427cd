"""What Evennia expects in a game directory; what it writes lies here too."""
