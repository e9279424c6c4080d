"""Hand in, read, download and compare versions; bad files lose nothing."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.papers.factories import (
    docx_of,
    docx_upload,
    make_association,
    make_circulation,
    make_paper,
    make_paper_kind,
    make_version,
    secretary,
    speaker,
    stored,
)

from einklang.federation.models import Account
from einklang.papers.enums import PartyRole, VersionOrigin
from einklang.papers.models import Paper
from einklang.papers.operations.files import content_of

pytestmark = pytest.mark.django_db


def signed_in(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def add_path(paper: Paper) -> str:
    return reverse("papers:version_add", args=[paper.pk])


def bytes_of(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a file's answer


def test_version_is_handed_in() -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    data = {"file": docx_upload("Ein Satz."), "note": "Erster Wurf", "base_number": "0"}

    page = client.post(add_path(paper), data, follow=True)

    assert "Saved as version 1." in page.content.decode()
    assert "Erster Wurf" in page.content.decode()
    assert paper.versions.get().note == "Erster Wurf"


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("brief.pdf", b"%PDF-1.7"), "Files of this kind are not accepted"),
        (SimpleUploadedFile("leer.docx", b"PK\x03\x04 kein Archiv"), "leer.docx"),
        (SimpleUploadedFile("falsch.docx", b"kein Word"), "does not fit its ending"),
        (SimpleUploadedFile("nichts.docx", b""), "empty"),
    ],
)
def test_bad_file_keeps_what_was_typed_and_says_what_to_do(
    upload: SimpleUploadedFile, said: str
) -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    data = {"file": upload, "note": "Mit Betrag", "is_editorial": "on", "base_number": "0"}

    page = client.post(add_path(paper), data)

    text = page.content.decode()
    assert said in str(page.context["form"].errors["file"])
    assert 'value="Mit Betrag"' in text
    assert "checked" in text
    assert not paper.versions.exists()


@pytest.mark.parametrize("name", ["brief.pdf", "leer.docx"])
def test_bad_file_comes_with_advice(name: str) -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    data = {"file": SimpleUploadedFile(name, b"PK\x03\x04 kein Archiv"), "base_number": "0"}

    page = client.post(add_path(paper), data)

    assert "Nothing you entered is lost." in page.context["advice"]
    assert "Nothing you entered is lost." in page.content.decode()


def test_file_over_the_limit_is_refused(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1024
    paper = make_paper()
    client = signed_in(secretary(paper))

    page = client.post(
        add_path(paper), {"file": docx_upload(), "note": "Zu groß", "base_number": "0"}
    )

    assert "too large" in str(page.context["form"].errors["file"])
    assert 'value="Zu groß"' in page.content.decode()


def test_form_without_a_file_asks_for_one() -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))

    page = client.post(add_path(paper), {"note": "Nur ein Satz", "base_number": "0"})

    assert page.context["form"].errors == {"file": ["Please choose a Word file."]}
    assert 'value="Nur ein Satz"' in page.content.decode()


def test_file_is_kept_when_somebody_was_faster_and_one_click_saves_it() -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    make_version(paper, docx_of("Von jemand anderem."))
    data = {"file": docx_upload("Meine Fassung."), "note": "Meine", "base_number": "0"}

    page = client.post(add_path(paper), data)
    text = page.content.decode()
    form = page.context["form"]
    again = {name: form[name].value() or "" for name in ("note", "base_number", "kept")}
    saved = client.post(add_path(paper), again)

    assert "Version 1 was handed in meanwhile by Kim Muster." in text
    assert "Save as version 2 all the same" in text
    assert "entwurf.docx" in text
    assert saved.status_code == 302
    latest = paper.versions.first()
    assert latest is not None
    assert (latest.number, latest.note, latest.name) == (2, "Meine", "entwurf.docx")


def test_file_is_kept_when_another_field_is_wrong() -> None:
    paper = make_paper()
    client = signed_in(secretary(paper))
    data = {"file": docx_upload("Ein Satz."), "note": "x" * 501, "base_number": "0"}

    form = client.post(add_path(paper), data).context["form"]
    saved = client.post(
        add_path(paper), {"note": "kurz", "base_number": "0", "kept": form["kept"].value()}
    )

    assert list(form.errors) == ["note"]
    assert saved.status_code == 302
    assert paper.versions.get().note == "kurz"


def test_kept_file_of_somebody_else_is_not_taken() -> None:
    paper = make_paper()
    data = {"file": docx_upload("Ein Satz."), "note": "x" * 501, "base_number": "0"}
    form = signed_in(secretary(paper)).post(add_path(paper), data).context["form"]

    page = signed_in(secretary(paper)).post(
        add_path(paper), {"note": "", "base_number": "0", "kept": form["kept"].value()}
    )

    assert "gone" in str(page.context["form"].errors["file"])
    assert not paper.versions.exists()


def test_same_content_is_refused_with_a_friendly_question() -> None:
    paper = make_paper()
    data = docx_of("Ein Satz.")
    make_version(paper, data)
    client = signed_in(secretary(paper))
    same = SimpleUploadedFile("entwurf.docx", data)

    page = client.post(add_path(paper), {"file": same, "base_number": "1"})

    assert "Did you save your changes" in str(page.context["form"].errors["file"])
    assert paper.versions.count() == 1


def test_first_text_starts_from_the_outline() -> None:
    paper = make_paper(kind=make_paper_kind(outline="# Anlass\n[Worum geht es?]"))
    client = signed_in(secretary(paper))

    page = client.get(paper.get_absolute_url())
    started = client.post(reverse("papers:version_start", args=[paper.pk]), follow=True)

    assert "Start from the outline" in page.content.decode()
    assert "Version 1 is there" in started.content.decode()
    assert paper.versions.get().origin == VersionOrigin.TEMPLATE


def test_version_page_shows_text_with_numbers_and_hash() -> None:
    paper = make_paper()
    version = make_version(paper, docx_of("# Anlass", "Ein <b>Satz</b>."), note="Neu")

    page = signed_in(secretary(paper)).get(version.get_absolute_url())

    text = page.content.decode()
    assert version.sha256 in text
    assert 'id="abs-2"' in text
    assert "Ein &lt;b&gt;Satz&lt;/b&gt;." in text


def test_version_page_of_a_damaged_file_says_so() -> None:
    paper = make_paper()
    version = make_version(paper, b"PK kaputt")

    page = signed_in(secretary(paper)).get(version.get_absolute_url())

    assert page.status_code == 200
    assert page.context["refusal"] in page.content.decode().replace("&quot;", '"')


def test_download_names_the_version_and_is_never_shown() -> None:
    paper = make_paper()
    data = docx_of("Ein Satz.")
    make_version(paper, data)
    path = reverse("papers:version_download", args=[paper.pk, 1])

    response = signed_in(secretary(paper)).get(path)

    assert bytes_of(response) == data
    assert 'filename="entwurf-1-v1.docx"' in response.headers["Content-Disposition"]
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_recorded_changes_are_downloaded_where_there_are_any() -> None:
    paper = make_paper()
    make_version(paper)
    tracked = docx_of("Mit Änderungen.")
    make_version(paper, docx_of("Fertig."), tracked_file=stored(tracked))
    client = signed_in(secretary(paper))

    without = client.get(reverse("papers:version_tracked", args=[paper.pk, 1]))
    response = client.get(reverse("papers:version_tracked", args=[paper.pk, 2]))

    assert without.status_code == 404
    assert bytes_of(response) == tracked


def test_drafts_are_not_found_for_those_who_are_asked() -> None:
    paper = make_paper()
    sent, draft = make_version(paper, docx_of("Eins.")), make_version(paper, docx_of("Zwei."))
    make_circulation(sent)
    client = signed_in(speaker(paper, paper.parties.get(role=PartyRole.ASKED).association))

    read = client.get(reverse("papers:version_detail", args=[paper.pk, 1]))
    taken = client.get(reverse("papers:version_download", args=[paper.pk, 1]))
    assert read.status_code == 200
    assert bytes_of(taken) == content_of(sent.file)
    for name in ("version_detail", "version_download"):
        assert client.get(reverse(f"papers:{name}", args=[paper.pk, 2])).status_code == 404
    compare = client.get(
        reverse("papers:version_compare", args=[paper.pk]), {"alt": 1, "neu": draft.number}
    )
    assert compare.context["old"] is None
    assert (
        client.get(
            reverse("papers:version_compare_docx", args=[paper.pk]), {"alt": 1, "neu": 2}
        ).status_code
        == 404
    )


@pytest.mark.parametrize(
    "name", ["version_detail", "version_download", "version_tracked", "version_compare"]
)
def test_versions_are_not_found_for_strangers(name: str) -> None:
    paper = make_paper()
    make_version(paper)
    arguments = [paper.pk] if name == "version_compare" else [paper.pk, 1]

    response = signed_in(speaker(paper, make_association())).get(
        reverse(f"papers:{name}", args=arguments)
    )

    assert response.status_code == 404


def test_compare_shows_what_is_struck_and_what_is_new() -> None:
    paper = make_paper()
    make_version(paper, docx_of("# Anlass", "Wir fordern zehn Euro.", "Das bleibt."))
    make_version(paper, docx_of("# Anlass", "Wir fordern <i>zwölf</i> Euro.", "Das bleibt."))
    client = signed_in(secretary(paper))
    path = reverse("papers:version_compare", args=[paper.pk])

    page = client.get(path)
    turned = client.get(path, {"alt": "2", "neu": "1"})

    text = page.content.decode()
    assert "Version 1 and version 2" in text
    assert "zehn</del>" in text
    assert "&lt;i&gt;zwölf&lt;/i&gt;" in text
    assert "Das bleibt." not in text
    assert (turned.context["old"].number, turned.context["new"].number) == (1, 2)


def test_compare_of_one_version_unrelated_ones_and_equal_ones() -> None:
    paper = make_paper()
    make_version(paper, docx_of("Ein Satz zur Beratung von Menschen."))
    client = signed_in(secretary(paper))
    path = reverse("papers:version_compare", args=[paper.pk])
    alone = client.get(path)
    make_version(paper, docx_of("Ganz andere Worte stehen nun hier.", "Und noch mehr davon."))
    unrelated = client.get(path)
    unrelated_docx = client.get(reverse("papers:version_compare_docx", args=[paper.pk]))
    make_version(paper, docx_of("Ganz andere Worte stehen nun hier.", "Und noch mehr davon."))
    equal = client.get(path)
    twice = client.get(path, {"alt": "2", "neu": "2"})

    assert "needs two versions" in alone.content.decode()
    assert "hardly anything in common" in unrelated.content.decode()
    assert unrelated_docx.status_code == 302
    assert "Word for word the same" in equal.content.decode()
    assert "needs two versions" in twice.content.decode()


def test_compare_as_word_file_has_tracked_changes() -> None:
    paper = make_paper()
    make_version(paper, docx_of("Wir fordern zehn Euro."))
    make_version(paper, docx_of("Wir fordern zwölf Euro."))

    response = signed_in(secretary(paper)).get(
        reverse("papers:version_compare_docx", args=[paper.pk]), {"alt": 1, "neu": 2}
    )

    xml = docx.Document(io.BytesIO(bytes_of(response))).element.xml
    assert "w:ins " in xml
    assert 'w:author="Version 2"' in xml
    assert "entwurf-1-v1-v2.docx" in response.headers["Content-Disposition"]
