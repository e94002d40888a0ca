"""States, districts and PIN codes."""
