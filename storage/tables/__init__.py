"""The tables as they are now, one file a noun. Changes of them stand in ``migrations/versions``; a test compares both.

Times are seconds since 1970 UTC, as everywhere in the program.
"""
