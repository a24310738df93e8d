"""The entrances for programs."""
