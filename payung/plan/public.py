"""All that others may import from plan."""
