"""Clinics, hubs and spokes, and where they stand in the state."""
