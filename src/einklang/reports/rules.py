"""Who may work on a report, and why not."""

from django.utils.translation import gettext as _

from einklang.chronicle.enums import Visibility
from einklang.chronicle.models import Activity
from einklang.federation.models import Account
from einklang.federation.rules import edit_refusal, steer_refusal
from einklang.reports.errors import RefusedError
from einklang.reports.models import Report, ReportVersion


def require_edit(by: Account | None, report: Report) -> None:
    """Refuse whoever may not edit; nobody is the command line.

    :raises RefusedError: with the reason.
    """
    if by is not None and (refusal := edit_refusal(by, report.body)):
        raise RefusedError(refusal)


def require_steer(by: Account | None, report: Report) -> None:
    """Refuse whoever may not freeze and publish; nobody is the command line.

    :raises RefusedError: with the reason.
    """
    if by is not None and (refusal := steer_refusal(by, report.body)):
        raise RefusedError(refusal)


def unpublished_records(version: ReportVersion) -> int:
    """Count the records told in the version that the public cannot read by themselves."""
    told = Activity.objects.filter(pk__in=version.tree.get("records", []))
    return told.exclude(visibility=Visibility.PUBLIC).count()


def publish_refusal(version: ReportVersion, *, knows_of_internal: bool) -> str | None:
    """Ask for a second look before the public reads what only the committee may read."""
    if not knows_of_internal and (count := unpublished_records(version)):
        return _(
            "%(count)s records in this version are not public. Confirm that they may be told."
        ) % {"count": count}
    return None
