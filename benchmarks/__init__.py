"""Measurements, each a table: `python -m benchmarks` runs them all."""
