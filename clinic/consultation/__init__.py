"""A consultation: its states, and what is written down of it."""
