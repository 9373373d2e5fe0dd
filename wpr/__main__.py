"""`python -m wpr` is the `wpr` command."""

from wpr.cli import main

main(prog_name="wpr")
