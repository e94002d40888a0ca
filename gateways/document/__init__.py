"""The document of a prescription: set with typst, sealed with pyHanko, and checked again by anybody."""
