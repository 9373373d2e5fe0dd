"""A page of a PDF as a picture, in a process of its own.

`python -m wpr.printing.viewing PAGE WIDTH`: the PDF comes on standard input, the PNG goes out on
standard output. It has little time and memory, and ends with status 2 when there is no such page.
"""

import resource
import sys
from io import BytesIO
from typing import Final

import pypdfium2

_MEMORY: Final = 768 * 2**20
_SECONDS: Final = 10
_NO_SUCH_PAGE: Final = 2


def main() -> int:
    """Write the picture."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    number, width = int(sys.argv[1]), int(sys.argv[2])
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    if not 1 <= number <= len(document):
        return _NO_SUCH_PAGE
    page = document[number - 1]
    picture = page.render(scale=(width - 0.5) / page.get_width()).to_pil()
    png = BytesIO()
    picture.convert("RGB").save(png, "PNG")
    sys.stdout.buffer.write(png.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
