"""`python -m akevents.cli` is the command `akevents`."""

from akevents.cli import main

main(prog_name="akevents")
