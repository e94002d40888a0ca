"""A clinic's day: how honest the waits are that people are told, and how many whole journeys the server sustains."""
