"""Patients and the households that share a mobile."""
