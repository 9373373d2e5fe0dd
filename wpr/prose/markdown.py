"""A text as Markdown and back, exactly: `from_markdown(to_markdown(text))` equals `text`."""

from wpr.prose.markdown_read import from_markdown, line_from_markdown
from wpr.prose.markdown_write import line_to_markdown, to_markdown

__all__ = ["from_markdown", "line_from_markdown", "line_to_markdown", "to_markdown"]
