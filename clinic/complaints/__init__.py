"""Complaints, and the grievance officer who hears them."""
