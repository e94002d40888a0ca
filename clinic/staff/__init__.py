"""Doctors, health workers and administrators: accounts, verification, permissions."""
