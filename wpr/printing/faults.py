"""Why a document was not printed. The server is unharmed after each of them."""


class NotPrinted(Exception):
    """No PDF came out; the subclass says why, the argument is for the log."""


class TooLong(NotPrinted):
    """The document took longer to set than a document may."""


class TooLarge(NotPrinted):
    """The document, or the memory that setting it takes, is larger than a document may be."""


class RenderFailed(NotPrinted):
    """The renderer stopped for a reason that lies in it and not in the document's size."""


class Occupied(NotPrinted):
    """Every renderer was busy with other documents for longer than anyone should wait."""


class FontMissing(NotPrinted):
    """A face that is shipped with the app is not where it should be."""

    def __init__(self, file: str) -> None:
        super().__init__(f"the font file {file} is missing")
        self.file = file
