"""The document file: a whole PR/FAQ as Markdown, readable and writable by hand."""

from wpr.exchange.document_reading import read, read_with_origins
from wpr.exchange.document_writing import write
from wpr.exchange.file_fault import FileFault

__all__ = ["FileFault", "read", "read_with_origins", "write"]
