"""What administrators may know of many, without knowing anybody."""
