"""wpr: working backwards for schools, from an idea to a document for the decision meeting."""

__version__ = "0.1.0"
