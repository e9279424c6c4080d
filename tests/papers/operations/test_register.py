"""Standing, assessment, uploads, and the comparison with a public entry over real HTTP."""

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.factories import make_account, make_person
from tests.papers.factories import make_paper, secretary, speaker

from einklang.core import clock
from einklang.core.lobbyregister import RegisterClient
from einklang.core.register_http import RegisterUnavailableError
from einklang.federation.enums import Role
from einklang.federation.models import Organisation
from einklang.papers.enums import RegisterResult, RegisterStanding, Stage
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import Paper, RegisterAssessment, RegisterEntry, RegisterUpload
from einklang.papers.operations.register import (
    Standing,
    UploadFacts,
    assess,
    compare_upload,
    mark_entered,
    order_comparison,
    state_standing,
)
from einklang.papers.queries.register import in_words, panel, waiting
from einklang.papers.rules.register import Answers
from einklang.papers.tasks.register import compare_register

pytestmark = pytest.mark.django_db

UPLOAD = Answers(is_federal=True, is_project=True, is_basic=True, is_published_in_procedure=False)
OPTIONAL = UPLOAD._replace(is_published_in_procedure=True)
NOT_FEDERAL = Answers(is_federal=False)
FACTS = UploadFacts(
    "RV0000001",
    "Beratung verlässlich finanzieren",
    ("FOI_RPI_MIGRATION",),
    ("Ministerium für Beispiele", "Deutscher Bundestag"),
    date(2026, 2, 12),
)


def registered(association: Organisation, number: str = "R001234") -> RegisterEntry:
    return RegisterEntry.objects.create(
        association=association, standing=RegisterStanding.REGISTERED, number=number
    )


def agreed_paper(**fields: Any) -> Paper:
    return make_paper(associations=3, stage=Stage.AGREED, **fields)


def test_association_and_secretariat_state_where_it_stands() -> None:
    paper = make_paper(associations=2)
    body = paper.activity.body
    mine = speaker(paper, paper.lead)
    for by, number in ((mine, "r001234"), (secretary(paper), "R009999")):
        entry = state_standing(
            association=paper.lead,
            body=body,
            standing=Standing(RegisterStanding.REGISTERED, number),
            by=by,
        )
        assert (entry.number, entry.stated_by) == (number.upper(), by)

    row = RegisterEntry.objects.get(association=paper.lead)
    assert (row.standing, row.number) == (RegisterStanding.REGISTERED, "R009999")


def test_exempt_association_keeps_no_number() -> None:
    paper = make_paper()
    registered(paper.lead)

    state_standing(
        association=paper.lead,
        body=paper.activity.body,
        standing=Standing(RegisterStanding.EXEMPT, "R001234", "Kirche"),
        by=secretary(paper),
    )

    row = RegisterEntry.objects.get(association=paper.lead)
    assert (row.standing, row.number, row.note) == (RegisterStanding.EXEMPT, "", "Kirche")


@pytest.mark.parametrize("role", [Role.CHAIR, Role.MEMBER, Role.GUEST])
def test_nobody_else_states_where_an_association_stands(role: Role) -> None:
    paper = make_paper()
    other = make_account(role=role, body=paper.activity.body)

    with pytest.raises(RefusedError):
        state_standing(
            association=paper.lead,
            body=paper.activity.body,
            standing=Standing(RegisterStanding.EXEMPT),
            by=other,
        )
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize("number", ["", "1234", "R12345", "R1234567", "RV0000001"])
def test_number_that_is_none_is_refused(number: str) -> None:
    paper = make_paper()

    with pytest.raises(PaperError):
        state_standing(
            association=paper.lead,
            body=paper.activity.body,
            standing=Standing(RegisterStanding.REGISTERED, number),
            by=secretary(paper),
        )


def test_assessment_gives_each_registered_association_its_upload() -> None:
    paper = agreed_paper()
    first, second, _third = (party.association for party in paper.parties.all())
    registered(first)
    RegisterEntry.objects.create(association=second, standing=RegisterStanding.EXEMPT)
    by = secretary(paper)

    row = assess(paper=paper, answers=UPLOAD, facts=FACTS, by=by)

    assert (row.result, row.assessed_by, row.source) == (
        RegisterResult.UPLOAD, by, "§ 3 Abs. 1 Nr. 5 Buchst. b, Abs. 3 Satz 1 LobbyRG",
    )  # fmt: skip
    assert list(RegisterUpload.objects.values_list("association", "due_on", "entered_on")) == [
        (first.pk, date(2026, 3, 31), None)
    ]


def test_only_answers_that_count_are_stored() -> None:
    paper = agreed_paper()

    row = assess(paper=paper, answers=NOT_FEDERAL._replace(is_basic=True), by=secretary(paper))

    stored = RegisterAssessment.objects.get(paper=paper)
    assert (row.result, stored.is_federal, stored.is_basic) == (RegisterResult.NO, False, None)


def test_other_answers_take_back_what_nobody_has_entered() -> None:
    paper = agreed_paper()
    first, second, _third = (party.association for party in paper.parties.all())
    registered(first)
    registered(second, "R000002")
    by = secretary(paper)
    assess(paper=paper, answers=UPLOAD, facts=FACTS, by=by)
    mark_entered(
        upload=RegisterUpload.objects.get(association=first), entered_on=date(2026, 3, 1), by=by
    )

    assess(paper=paper, answers=NOT_FEDERAL, facts=FACTS, by=by)

    assert list(RegisterUpload.objects.values_list("association", "entered_on")) == [
        (first.pk, date(2026, 3, 1))
    ]


def test_association_that_registers_later_gets_its_upload_then() -> None:
    paper = agreed_paper()
    assess(paper=paper, answers=UPLOAD, facts=FACTS, by=secretary(paper))
    assert not RegisterUpload.objects.exists()

    state_standing(
        association=paper.lead,
        body=paper.activity.body,
        standing=Standing(RegisterStanding.REGISTERED, "R001234"),
        by=secretary(paper),
    )

    assert RegisterUpload.objects.get().association == paper.lead


@pytest.mark.parametrize(
    "answers", [Answers(), Answers(is_federal=True), UPLOAD._replace(is_basic=None)]
)
def test_open_question_is_not_decided(answers: Answers) -> None:
    paper = agreed_paper()

    with pytest.raises(PaperError):
        assess(paper=paper, answers=answers, by=secretary(paper))
    assert not RegisterAssessment.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        UploadFacts("R1"),
        UploadFacts(recipients=("Frau Ministerin Beispiel",)),
        UploadFacts(recipients=("Büro Kim Muster",)),
    ],
)
def test_person_as_recipient_or_wrong_number_is_refused(facts: UploadFacts) -> None:
    paper = agreed_paper()
    make_person(given_name="Kim", family_name="Muster")

    with pytest.raises(PaperError):
        assess(paper=paper, answers=UPLOAD, facts=facts, by=secretary(paper))
    assert not RegisterAssessment.objects.exists()


def test_only_secretariat_and_chair_assess() -> None:
    paper = agreed_paper()

    for by in (
        speaker(paper, paper.lead),
        make_account(role=Role.MEMBER, body=paper.activity.body),
    ):
        with pytest.raises(RefusedError):
            assess(paper=paper, answers=UPLOAD, by=by)


def test_day_of_entry_is_noted_by_the_association_itself_and_not_in_the_future() -> None:
    paper = agreed_paper()
    first, second, _third = (party.association for party in paper.parties.all())
    registered(first)
    assess(paper=paper, answers=UPLOAD, facts=FACTS, by=secretary(paper))
    upload = RegisterUpload.objects.get()

    with pytest.raises(RefusedError):
        mark_entered(upload=upload, entered_on=clock.today(), by=speaker(paper, second))
    with pytest.raises(PaperError):
        mark_entered(
            upload=upload,
            entered_on=clock.today() + timedelta(days=1),
            by=speaker(paper, first),
        )
    row = mark_entered(upload=upload, entered_on=clock.today(), by=speaker(paper, first))

    assert row.entered_on == clock.today()


def test_due_upload_waits_for_its_association_and_the_secretariat_until_entered() -> None:
    paper = agreed_paper()
    first, second, _third = (party.association for party in paper.parties.all())
    registered(first)
    body, office = paper.activity.body, secretary(paper)
    mine, other = speaker(paper, first), speaker(paper, second)
    assert [one.url.endswith("/lobbyregister/") for one in waiting(office, body)] == [True]
    assess(paper=paper, answers=UPLOAD, facts=FACTS, by=office)
    urls = [f"{paper.get_absolute_url()}#lobbyregister"]
    assert [one.url for one in waiting(office, body)] == urls
    assert [one.url for one in waiting(mine, body)] == urls
    assert waiting(other, body) == []

    mark_entered(upload=RegisterUpload.objects.get(), entered_on=clock.today(), by=mine)

    assert waiting(mine, body) == waiting(office, body) == []


def test_optional_upload_waits_for_nobody() -> None:
    paper = agreed_paper()
    registered(paper.lead)
    assess(paper=paper, answers=OPTIONAL, facts=FACTS, by=secretary(paper))

    assert waiting(speaker(paper, paper.lead), paper.activity.body) == []
    shown = panel(secretary(paper), paper)
    assert shown is not None
    assert (len(shown.rows), shown.due, shown.has_package) == (3, None, True)


class Public(BaseHTTPRequestHandler):
    entry: dict[str, Any]
    status = 200

    def do_GET(self) -> None:
        body = json.dumps(self.entry).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Stay silent."""


@pytest.fixture
def register() -> Iterator[tuple[type[Public], RegisterClient]]:
    handler = type("OnePublic", (Public,), {"entry": entry()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield handler, RegisterClient(f"http://127.0.0.1:{server.server_port}", "invented")
    server.shutdown()
    thread.join()
    server.server_close()


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "registerNumber": "R001234",
        "accountDetails": {"activeLobbyist": True},
        "regulatoryProjects": {
            "regulatoryProjects": [
                {
                    "regulatoryProjectNumber": "RV0000001",
                    "title": "Beratung verlässlich finanzieren",
                }
            ]
        },
        "statements": {
            "statements": [
                {
                    "regulatoryProjectNumber": "RV0000001",
                    "recipientGroups": [
                        {
                            "sendingDate": "2026-02-12",
                            "recipients": {
                                "parliament": [{"code": "RG_BT_MEMBERS"}],
                                "federalGovernment": [
                                    {
                                        "department": {
                                            "title": "Ministerium für Beispiele",
                                            "shortTitle": "BMBsp",
                                        }
                                    }
                                ],
                            },
                        }
                    ],
                }
            ]
        },
    } | changes


def due_upload() -> RegisterUpload:
    paper = agreed_paper()
    registered(paper.lead)
    assess(paper=paper, answers=UPLOAD, facts=FACTS, by=secretary(paper))
    return RegisterUpload.objects.get(paper=paper)


def test_entry_that_says_the_same_has_no_differences(
    register: tuple[type[Public], RegisterClient],
) -> None:
    upload = due_upload()

    row = compare_upload(upload.pk, register[1])

    assert row is not None
    assert (row.differences, row.error) == ([], "")
    assert row.compared_at is not None


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"regulatoryProjects": {"regulatoryProjects": []}}, ["project"]),
        ({"statements": {"statements": []}}, ["statement"]),
        ({"accountDetails": {"activeLobbyist": False}}, ["inactive"]),
        (
            {
                "regulatoryProjects": {
                    "regulatoryProjects": [
                        {"regulatoryProjectNumber": "RV0000001", "title": "Anders genannt"}
                    ]
                },
                "statements": {
                    "statements": [
                        {
                            "regulatoryProjectNumber": "RV0000001",
                            "recipientGroups": [{"sendingDate": "2026-02-20", "recipients": {}}],
                        }
                    ]
                },
            },
            ["title", "date", "recipient", "recipient"],
        ),
    ],
)
def test_differences_are_kept_and_told_in_words(
    register: tuple[type[Public], RegisterClient], changes: dict[str, Any], what: list[str]
) -> None:
    upload = due_upload()
    register[0].entry = entry(**changes)

    row = compare_upload(upload.pk, register[1])

    assert row is not None
    assert row.differences is not None
    assert [one["what"] for one in row.differences] == what
    assert all("%(" not in in_words(one) for one in row.differences)


def test_key_that_is_refused_is_told_and_a_fault_is_tried_again(
    register: tuple[type[Public], RegisterClient],
) -> None:
    upload = due_upload()
    register[0].status = 403
    row = compare_upload(upload.pk, register[1])
    assert row is not None
    assert row.error
    assert row.differences is None
    register[0].status = 503

    with pytest.raises(RegisterUnavailableError):
        compare_upload(upload.pk, register[1])


def test_comparison_needs_a_key_and_is_ordered_for_every_upload(settings: Settings) -> None:
    upload = due_upload()
    by = secretary(upload.paper)
    with pytest.raises(PaperError):
        order_comparison(paper=upload.paper, by=by)
    compare_register(upload_id=upload.pk)
    upload.refresh_from_db()
    assert upload.compared_at is None
    settings.LOBBYREGISTER_KEY = "invented"

    assert order_comparison(paper=upload.paper, by=by) == 1

    job = ProcrastinateJob.objects.get(task_name="papers.compare_register")
    assert job.args == {"upload_id": upload.pk}
