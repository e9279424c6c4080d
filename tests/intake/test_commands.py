import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings
from tests.factories import make_account, make_body
from tests.intake.hospice import hospice_year, workbook
from tests.intake.snapshot import snapshot

from einklang.chronicle.models import Activity, ActivityKind
from einklang.federation.enums import Role
from einklang.federation.models import Access, Account, Organisation

pytestmark = pytest.mark.django_db

OTHER_ASSOCIATIONS = 4
"""Of the sample's six: two speak through the accounts of a member and of the staff."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "jahr.xlsx"
    path.write_bytes(workbook(hospice_year()))
    return path


def test_import_command_writes_the_year(file: Path) -> None:
    out = StringIO()

    call_command("import", str(file), stdout=out)

    assert "Aktivitäten: 40 neu, 0 geändert, 0 unverändert" in out.getvalue()
    assert Activity.objects.count() == 40


def test_import_command_rehearses(file: Path) -> None:
    out = StringIO()

    call_command("import", str(file), "--dry-run", "--language", "en", stdout=out)

    assert "Activities: 40 new" in out.getvalue()
    assert "nothing was written" in out.getvalue()
    assert Activity.objects.count() == 0


def test_import_command_fails_with_every_mistake(tmp_path: Path) -> None:
    tables = hospice_year()
    tables["Aktivitäten"][6][6] = "31.2.2025"
    path = tmp_path / "jahr.xlsx"
    path.write_bytes(workbook(tables))
    err = StringIO()

    with pytest.raises(CommandError):
        call_command("import", str(path), stderr=err)

    assert "Aktivitäten, Zeile 7, Spalte „Wann“: „31.2.2025“ ist kein Tag" in err.getvalue()
    assert Activity.objects.count() == 0


def test_import_command_acts_for_an_account(file: Path) -> None:
    body = make_body(key="fa-hospiz")
    account = make_account(role=Role.CHAIR, body=body)
    member = make_account(role=Role.MEMBER, body=body)

    call_command(
        "import", str(file), "--by", account.email, "--committee", "fa-hospiz", stdout=StringIO()
    )

    assert Activity.objects.count() == 40
    for wrong in (
        ["--by", member.email, "--committee", "fa-hospiz"],
        ["--by", "niemand@example.org"],
        ["--committee", "gibt-es-nicht"],
    ):
        with pytest.raises(CommandError):
            call_command("import", str(file), *wrong, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("import", str(file.parent / "fehlt.yaml"))
    with pytest.raises(CommandError):
        call_command("import", str(file.parent / "leer"))


def test_demo_is_loaded_once_and_hands_out_sign_ins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = tmp_path / "neu" / "sign-ins.json"
    monkeypatch.setenv("EINKLANG_SIGN_INS", str(signs))

    call_command("load_demo", stdout=StringIO())

    accounts = json.loads(signs.read_text("utf-8"))
    assert len(accounts) == len(Role) + 1 + OTHER_ASSOCIATIONS
    assert {one["email"].split("@")[1] for one in accounts} == {"example.org"}
    for one in accounts:
        assert Account.objects.get(email=one["email"]).check_password(one["password"])
    assert {access.role for access in Access.objects.all()} == set(Role)
    before = snapshot()
    call_command("load_demo", stdout=StringIO())
    assert snapshot() == before
    assert json.loads(signs.read_text("utf-8")) == accounts


def test_demo_without_a_place_for_sign_ins_prints_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EINKLANG_SIGN_INS", raising=False)
    out = StringIO()

    call_command("load_demo", stdout=out)
    call_command("load_demo", stdout=out)

    assert "betrieb@example.org  (unchanged)" in out.getvalue()


def test_broken_sign_ins_are_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signs = tmp_path / "sign-ins.json"
    signs.write_text("kein JSON")
    monkeypatch.setenv("EINKLANG_SIGN_INS", str(signs))

    call_command("load_demo", stdout=StringIO())

    assert len(json.loads(signs.read_text("utf-8"))) == len(Role) + 1 + OTHER_ASSOCIATIONS


def test_demo_is_refused_in_production() -> None:
    with override_settings(IS_PRODUCTION=True), pytest.raises(CommandError):
        call_command("load_demo", stdout=StringIO())

    assert Account.objects.count() == 0
    assert Organisation.objects.count() == 0


def test_catalogue_belongs_to_no_committee() -> None:
    call_command("load_catalogue", stdout=StringIO())

    assert set(ActivityKind.objects.values_list("body", flat=True)) == {None}
    before = snapshot()
    call_command("load_catalogue", stdout=StringIO())
    assert snapshot() == before
