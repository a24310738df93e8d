"""All that others may import from ledger."""
