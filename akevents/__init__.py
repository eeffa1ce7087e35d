"""Event registration for associations' working groups."""

__version__ = "0.1.0"
