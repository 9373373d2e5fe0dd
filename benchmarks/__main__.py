"""All measurements, one after the other: `make bench`."""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Run each benchmark in a process of its own, so that none warms up the next."""
    for module in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        print(f"\n## {module.stem}\n", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{module.stem}"], check=True)


if __name__ == "__main__":
    main()
