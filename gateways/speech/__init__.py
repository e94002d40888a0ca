"""Voices for the fixed phrases of prescriptions: a machine's, or recordings in its place."""
