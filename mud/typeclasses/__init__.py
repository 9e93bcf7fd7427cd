"""What Evennia keeps in its database: people, places, channels."""
