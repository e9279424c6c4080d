"""The package to upload: only what somebody confirmed is taken out of the text."""

from collections.abc import Sequence

from einklang.core import audit
from einklang.federation.models import Access, Account, Person
from einklang.papers.errors import PaperError
from einklang.papers.models import Paper, RegisterAssessment
from einklang.papers.operations.acts import refuse
from einklang.papers.rendering.anonymous import Finding
from einklang.papers.rendering.register import Source, package, proposals, source_of
from einklang.papers.rules.papers import watch_refusal
from einklang.papers.rules.register import package_refusal


def propose(*, paper: Paper, by: Account) -> tuple[Source, tuple[Finding, ...]]:
    """Return the text and what in it seems to name a person.

    :raises PaperError: if there is no package (yet), or the text cannot be read.
    """
    ready_assessment(paper, by)
    source = source_of(paper)
    return source, proposals(source.document, known_people(paper))


def build_package(*, paper: Paper, taken_out: Sequence[str], by: Account) -> bytes:
    """Write the ZIP with what was confirmed taken out. Nothing is stored, nothing is sent.

    :raises RefusedError: if the account takes no part in the paper.
    :raises PaperError: if there is no package (yet), or it cannot be made.
    """
    assessment = ready_assessment(paper, by)
    data = package(paper, assessment, source_of(paper).document, taken_out)
    audit.record("papers.register.packed", by=by, paper=paper.pk, taken_out=len(taken_out))
    return data


def ready_assessment(paper: Paper, by: Account) -> RegisterAssessment:
    """Return the assessment of a paper that has a package.

    :raises RefusedError: if the account takes no part in the paper.
    :raises PaperError: if there is no package (yet).
    """
    refuse(watch_refusal(by, paper))
    assessment = RegisterAssessment.objects.filter(paper=paper).first()
    reason = package_refusal(by, paper, assessment)
    if assessment is None or reason is not None:
        raise PaperError(reason or "")
    return assessment


def known_people(paper: Paper) -> list[str]:
    """Return the names of the directory and of the committee's accounts."""
    people = Person.objects.exclude(given_name="").values_list("given_name", "family_name")
    accounts = Access.objects.filter(body=paper.activity.body_id).values_list("account__name")
    names = {f"{given} {family}" for given, family in people}
    return sorted(names | {name for (name,) in accounts if name})
