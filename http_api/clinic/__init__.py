"""The clinic's API: one file a noun. Shapes of answers and bodies stand with the operation that uses them."""
