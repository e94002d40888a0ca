"""Reaching patient and doctor by telephone, through a provider that shows neither the other's number."""
