"""The e-prescription: what a doctor orders, by the guidelines, and the document that says it."""
