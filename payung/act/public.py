"""All that others may import from act."""
