"""A file that cannot be read at all, with the place and the reason."""


class FileFault(Exception):
    """A document file that was refused. `str()` is one sentence for the person who brought it.

    `file` is the name the caller gave, "" when it had none. `line` counts from 1.
    """

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}" if file else f"Line {line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason
