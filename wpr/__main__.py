"""The `wpr` command, also as `python -m wpr`: Ctrl+C ends it quietly, even while it is loading."""

import sys

try:
    from wpr.cli import main
except KeyboardInterrupt:
    sys.exit("Aborted!")

if __name__ == "__main__":
    main(prog_name="wpr")
