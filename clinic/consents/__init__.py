"""The ledger of notices and consents."""
