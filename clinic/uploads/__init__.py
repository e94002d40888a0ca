"""Files that people send: in chunks, checked, resumable."""
