"""A set of words, written as a string with spaces: short lists that belong to the code."""


def word_set(*lines: str) -> frozenset[str]:
    """The words of the lines."""
    return frozenset(word for line in lines for word in line.split())
