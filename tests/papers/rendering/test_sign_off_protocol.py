"""The printable protocol: PDF/UA, the same bytes again, everything that happened."""

from pathlib import Path

import pytest
from tests.papers.factories import docx_of, make_paper, make_version, secretary
from tests.papers.rounds import (
    MINUTE,
    answerer_of,
    associations,
    deliver,
    of_association,
    tacit_round,
    voice_of,
)
from tests.verapdf.verapdf import check_pdf, missing

from einklang.core import clock
from einklang.engines.typeset.wording import plain_text
from einklang.papers.enums import SignOffMode, SignOffState
from einklang.papers.errors import TooLateError
from einklang.papers.models import SignOffRound
from einklang.papers.operations.sign_off import (
    NewRound,
    NewSignOff,
    answer_sign_off,
    fulfil_condition,
    withdraw_sign_off,
)
from einklang.papers.operations.sign_off_changes import preview_change, send_changed_version
from einklang.papers.operations.sign_off_log import NewCall
from einklang.papers.operations.silence import (
    break_silence,
    log_break_call,
    log_receipt_call,
    open_request,
)
from einklang.papers.queries.sign_off import rows_of
from einklang.papers.rendering.protocol_lines import DESCRIPTIONS
from einklang.papers.rendering.sign_off import protocol_document, protocol_of, protocol_pdf

pytestmark = pytest.mark.django_db


def eventful_round() -> SignOffRound:
    """Let six associations do what associations do."""
    paper = make_paper(associations=associations("DE-BE", "DE-HE", "", "DE-BY", "DE-SN", ""))
    make_version(paper, docx_of("# Titel", "Wir fordern zehn Millionen.", "Die Länder zahlen."))
    made = tacit_round(paper, source="Geschäftsordnung vom 03.05.2021, § 4 Abs. 2")
    by = secretary(paper, name="Kim Muster")

    def say(place: int, state: SignOffState, text: str = "", paragraph: int | None = None) -> None:
        sign_off = of_association(made, place)
        answer_sign_off(
            sign_off=sign_off,
            answer=NewSignOff(state, text, "Nr. 1" if text else "", paragraph),
            seen_revision=sign_off.revision,
            answerer=answerer_of(sign_off),
            seen_sha256=made.version_sha256,
        )

    say(0, SignOffState.SIGNED)
    open_request(sign_off=of_association(made, 1), by=voice_of(of_association(made, 1)))
    say(1, SignOffState.RESERVATION, "Die Summe ist zu niedrig.", 2)
    say(2, SignOffState.CONDITION, "Nr. 1 nennt den Zeitraum.", 2)
    fulfil_condition(
        sign_off=of_association(made, 2), answerer=answerer_of(of_association(made, 2))
    )
    call = NewCall(clock.now(), "Kim Muster", "Mia Beispiel", "Liegt vor.")
    log_receipt_call(sign_off=of_association(made, 3), call=call, by=by)
    call = NewCall(clock.now(), "Mia Beispiel", "Kim Muster", "So nicht.")
    log_break_call(sign_off=of_association(made, 3), call=call, by=by)
    late = deliver(of_association(made, 4), due_at=clock.now() - MINUTE)
    with pytest.raises(TooLateError):
        break_silence(sign_off=late, answerer=answerer_of(late))
    withdraw_sign_off(sign_off=late, reason="Beschluss des Vorstands", answerer=answerer_of(late))
    return made


def changed(made: SignOffRound) -> SignOffRound:
    new = make_version(
        made.paper, docx_of("# Titel", "Wir fordern elf Millionen.", "Die Länder zahlen.")
    )
    return send_changed_version(
        paper=made.paper,
        version=new,
        request=NewRound(SignOffMode.TACIT),
        seen_digest=preview_change(made.paper, new).digest,
        by=secretary(made.paper),
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_protocol_tells_everything(language: str) -> None:
    made = eventful_round()
    protocol = protocol_of(made, rows_of(made))

    words = "\n".join(plain_text(protocol_document(protocol, language)))

    for entry in protocol.lines:
        assert entry.association in words
    expected = [
        made.version_sha256, "§ 4 Abs. 2", "Die Summe ist zu niedrig.", "Mia Beispiel",
        "Beschluss des Vorstands", "Liegt vor.", "So nicht.",
    ]  # fmt: skip
    assert [text for text in expected if text not in words] == []
    assert len(protocol.lines) == made.sign_offs.count() + 12


def test_every_kind_of_line_has_words() -> None:
    made = eventful_round()
    after = changed(made)

    for one in (made, after):
        protocol = protocol_of(one, rows_of(one))
        for line in protocol.lines:
            assert line.what
            assert "{" not in " ".join(line.details)
            assert "%(" not in " ".join(line.details)
    assert len(DESCRIPTIONS) == 13


def test_protocol_keeps_its_bytes() -> None:
    made = eventful_round()

    first = protocol_pdf(protocol_of(made, rows_of(made)), "de")
    again = protocol_pdf(protocol_of(made, rows_of(made)), "de")

    assert first == again
    assert first[0].startswith(b"%PDF-")
    assert first[1].endswith("-1-de.pdf")


@pytest.mark.java
@pytest.mark.skipif(bool(missing()), reason=missing() or "there")
@pytest.mark.parametrize("language", ["de", "en"])
def test_protocol_keeps_every_rule_of_pdf_ua(tmp_path: Path, language: str) -> None:
    made = eventful_round()
    for number, one in enumerate((made, changed(made))):
        target = tmp_path / f"{number}.pdf"
        target.write_bytes(protocol_pdf(protocol_of(one, rows_of(one)), language)[0])

        assert check_pdf(target) == []
