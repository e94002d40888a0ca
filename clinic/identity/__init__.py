"""Mobile numbers, one-time codes, sessions."""
