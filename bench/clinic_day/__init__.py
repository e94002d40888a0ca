"""A clinic's day: how honest the waits are that people are told, and how many whole journeys the server sustains."""

from bench.clinic_day.measuring import add_options, measure

__all__ = ["add_options", "measure"]
