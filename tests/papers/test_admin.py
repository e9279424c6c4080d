"""The administration shows papers, changes catalogues, and looks into no association's room."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from tests.factories import make_account
from tests.papers.factories import make_circulation, make_paper, make_rules, make_version

from einklang.core import clock
from einklang.papers.enums import CallPurpose, Pace
from einklang.papers.models import (
    Answer,
    Call,
    DraftEdit,
    PaperKind,
    PlanTemplate,
    Proposal,
    ProtocolFile,
    Remark,
    SignOffRules,
    SubReturn,
)

pytestmark = pytest.mark.django_db

REGISTERED = sorted(
    model._meta.model_name
    for model in admin.site._registry
    if model._meta.app_label == "papers" and model._meta.model_name
)
CATALOGUES = {"paperkind", "plantemplate", "demandstage", "signoffrules", "logo"}


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(make_account(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("name", REGISTERED)
def test_lists_are_shown_and_only_catalogues_are_added_to(operator: Client, name: str) -> None:
    paper = make_paper()
    make_circulation(make_version(paper))
    make_rules(paper.activity.body)
    PlanTemplate.objects.create(pace=Pace.FAST, label="Eilplan")
    Call.objects.create(
        paper=paper, association=paper.lead, purpose=CallPurpose.OTHER, called_at=clock.now(),
        caller_name="Kim", spoken_to="Toni", said="Vertraulich",
    )  # fmt: skip

    listed = operator.get(reverse(f"admin:papers_{name}_changelist"))
    added = operator.get(reverse(f"admin:papers_{name}_add"))

    assert listed.status_code == 200
    assert added.status_code == (200 if name in CATALOGUES else 403)
    assert "Vertraulich" not in listed.content.decode()


def test_rooms_of_associations_are_not_registered() -> None:
    hidden = {Remark, SubReturn, DraftEdit, Answer, Proposal, ProtocolFile}

    assert hidden.isdisjoint(admin.site._registry)
    assert {PaperKind, PlanTemplate, SignOffRules} <= set(admin.site._registry)


def test_paper_is_shown_and_cannot_be_changed(operator: Client) -> None:
    paper = make_paper(reference="Z 4")
    version = make_version(paper)

    shown = operator.get(reverse("admin:papers_paper_change", args=[paper.pk]))
    changed = operator.post(reverse("admin:papers_paper_change", args=[paper.pk]), {})
    one = operator.get(reverse("admin:papers_version_change", args=[version.pk]))

    assert "Z 4" in shown.content.decode()
    assert changed.status_code == 403
    assert str(version.file) not in one.content.decode()
