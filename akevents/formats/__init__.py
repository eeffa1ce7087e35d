"""Pure functions between what people and programs read and what we store: no database, no clock, no network."""
