"""Print the outcome of an import on the terminal."""

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.intake.operations.importing import ImportResult


def print_result(result: ImportResult, out: OutputWrapper, err: OutputWrapper) -> None:
    """Print problems by row and column, then what was, or would be, written."""
    for problem in result.problems:
        err.write(str(problem))
    if result.errors:
        count = len(result.errors)
        err.write(ngettext("%s mistake.", "%s mistakes.", count) % count)
        return
    for tally in result.tallies:
        out.write(
            _("%(sheet)s: %(new)s new, %(changed)s changed, %(unchanged)s unchanged")
            % {
                "sheet": tally.title,
                "new": tally.new,
                "changed": tally.changed,
                "unchanged": tally.unchanged,
            }
        )
    for change in result.changes:
        out.write(f"  {change.label}: {change.column}: {change.old} → {change.new}")
    if not result.is_written:
        out.write(_("A dry run: nothing was written."))
