"""The interface for programs of agencies, version 1."""
