"""Prescriptions over HTTP."""
