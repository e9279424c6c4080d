"""Freezing a report with a hash, and publishing a frozen version."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from einklang.core import audit, clock
from einklang.federation.models import Account
from einklang.reports.content import Material, build_tree, document_to_json
from einklang.reports.errors import NothingChangedError, RefusedError
from einklang.reports.models import Report, ReportVersion
from einklang.reports.rules import publish_refusal, require_steer

LANGUAGES = ("de", "en")


def hash_of_trees(tree: dict[str, Any]) -> str:
    """Hash what is said, in both languages."""
    said = {language: tree[language] for language in LANGUAGES}
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def freeze_version(*, report: Report, note: str, by: Account | None) -> ReportVersion:
    """Keep the report as it stands now, for good.

    :raises NothingChangedError: if the latest version says the same.
    """
    require_steer(by, report)
    with transaction.atomic(), audit.acting(by, "reports.freeze"):
        report = Report.objects.select_for_update().select_related("body").get(pk=report.pk)
        tree = present_tree(report)
        latest = report.versions.order_by("-number").first()
        if latest and _says_the_same(latest.tree, tree):
            raise NothingChangedError(
                _("Nothing has changed since version %(number)s.") % {"number": latest.number}
            )
        number = (report.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        version = ReportVersion.objects.create(
            report=report,
            number=number,
            tree=tree,
            sha256=hash_of_trees(tree),
            note=note,
            frozen_by=by,
        )
    audit.record("reports.freeze", by=by, version=version.pk, sha256=version.sha256)
    return version


def present_tree(report: Report) -> dict[str, Any]:
    """Tell the report in both languages, as JSON."""
    material = Material.load(report)
    trees = {
        language: build_tree(material, language, issued_on=clock.today()) for language in LANGUAGES
    }
    tree: dict[str, Any] = {
        language: document_to_json(replace(built.document, status=""))
        for language, built in trees.items()
    }
    records = frozenset[int]().union(*(built.record_ids for built in trees.values()))
    tree["records"] = sorted(records)
    return tree


def _says_the_same(old: dict[str, Any], new: dict[str, Any]) -> bool:
    return all(_undated(old[language]) == _undated(new[language]) for language in LANGUAGES)


def _undated(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "_issued_on"}


def publish_version(
    *, version: ReportVersion, knows_of_internal: bool = False, by: Account | None
) -> None:
    """Show a frozen version to the public.

    :raises RefusedError: if it tells records that are not public, unless that is known.
    """
    require_steer(by, version.report)
    if refusal := publish_refusal(version, knows_of_internal=knows_of_internal):
        raise RefusedError(refusal)
    _set_published(version.report, version, by=by)


def unpublish(*, report: Report, by: Account | None) -> None:
    """Take the report back from the public pages."""
    require_steer(by, report)
    _set_published(report, None, by=by)


def _set_published(report: Report, version: ReportVersion | None, *, by: Account | None) -> None:
    with transaction.atomic(), audit.acting(by, "reports.publish"):
        report.published_version = version
        report.save(update_fields=["published_version", "updated_at"])
    audit.record("reports.publish", by=by, report=report.pk, version=version and version.pk)
