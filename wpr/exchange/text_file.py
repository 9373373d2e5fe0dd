"""The words of a text file, whatever its encoding."""

_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def text_of(raw: bytes) -> str:
    """The text in a file: UTF-8, UTF-16 with its mark, else the encoding that Windows had before.

    Raises ValueError for what is no text.
    """
    encoding = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    if "\0" in text:
        raise ValueError("not a text file")
    return text
