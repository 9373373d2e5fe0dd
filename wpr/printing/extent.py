"""The extent of a print: how much of a document, and of what was said of it, an edition holds."""

from wpr.domain.guide import Guide
from wpr.domain.public import public_of
from wpr.domain.snapshot import Snapshot
from wpr.printing.edition import Edition
from wpr.printing.options import Options


def extent(snapshot: Snapshot, guide: Guide, options: Options) -> tuple[Snapshot, Options]:
    """What is printed, and how: for the public the public part alone, else everything as it is."""
    if options.edition is not Edition.PUBLIC:
        return snapshot, options
    return public_of(snapshot, guide, with_case=options.says_case), options.for_everybody()
