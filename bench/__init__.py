"""Measured comparisons: what akevents does beside the least that could do the same, in the same minutes on one machine.

`python -m bench` runs everything, `python -m bench NAME` one. How to read the lines: docs/performance.md."""
