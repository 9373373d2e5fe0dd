"""The files that travel with the code: in a checkout beside the package, in a wheel inside it."""

from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent
_ROOT: Final = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent

TEMPLATES: Final = _ROOT / "templates"
GUIDES: Final = TEMPLATES / "guides"
WEB_FONTS: Final = PACKAGE / "web" / "static" / "fonts"
EXAMPLES: Final = _ROOT / "examples"
