"""The world as data: rooms, personas, scenes, state and neutral text. Imports nothing of ours."""
