"""The source that a PDF carries: the document's own file, as PDF/A-3 allows (ISO 19005-3, 6.8)."""

from collections.abc import Callable
from typing import Final

from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot

NAME: Final = "pr-faq.md"
"""What the file is called inside the PDF."""

RECIPE: Final = "wpr-recipe.json"
"""What the recipe by which it was printed is called (see wpr/printing/recipe.py)."""

WriteSource = Callable[[Snapshot, Guide], str]
"""What makes a document's own file of a snapshot and its guide."""
