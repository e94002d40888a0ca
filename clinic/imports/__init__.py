"""Reading what others export: CSV."""
