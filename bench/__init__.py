"""Measurements: `make bench` runs them all and writes docs/operate/bench.md."""
