"""Telling people what concerns them when no page of theirs is open: by SMS and by web push."""
