"""The care itself: identity, patients, staff, facilities, audit. No I/O: what it needs of the world are ports."""
