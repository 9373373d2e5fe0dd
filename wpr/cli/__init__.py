"""The command line: `wpr` and its verbs."""

import click

from wpr import __version__
from wpr.cli.archives import archive, unpack
from wpr.cli.checking import check
from wpr.cli.copies import backup, migrate, restore
from wpr.cli.documents import demo, import_
from wpr.cli.exporting import export
from wpr.cli.faults import Verbs
from wpr.cli.guides import guides
from wpr.cli.people import user
from wpr.cli.server import serve, worker
from wpr.cli.verifying import verify

_EXAMPLES = """\b
Examples:
  wpr serve                               serve the pages on http://127.0.0.1:8000
  wpr export idea.md                      print a document file as idea.pdf
  wpr export *.md -o printed/             print several into a folder
  wpr verify idea.pdf                     tell whether a PDF is unchanged
  wpr check idea.md                       say what could be put in plainer words
  wpr import idea.md --owner eva@ngs.se   put a document file into the database
  wpr backup tonight.gz                   copy the whole database while people write

\b
Settings come from the environment (WPR_DATA, WPR_PORT, ...); README.md lists them.
Exit codes: 0 done, 1 refused or a fault in what was given, 2 wrong use of a command.
`wpr check` has codes of its own: see its help.
"""


@click.group(cls=Verbs, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wpr", message="%(prog)s %(version)s")
def main() -> None:
    """Working backwards: from an idea to a document for the decision meeting."""


for verb in (
    serve,
    worker,
    export,
    verify,
    check,
    import_,
    demo,
    user,
    guides,
    backup,
    restore,
    archive,
    unpack,
    migrate,
):
    main.add_command(verb)
