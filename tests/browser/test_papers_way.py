"""A paper goes its whole way, played by six associations and the secretariat in Chromium."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.browser.papers_way import (
    NAMES,
    Play,
    address_of,
    begin,
    labelled,
    let_deadline_pass,
    let_silence_pass,
    link_in,
    mail_to,
    says,
    upload,
    work,
)
from tests.browser.way_texts import (
    LANDS,
    MONEY,
    TERM,
    TITLE,
    draft,
    remarked,
    rewritten,
    tracked,
    untracked,
)
from tests.verapdf.verapdf import check_pdf, missing

from einklang.core import clock
from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.federation.models import Organisation
from einklang.papers.enums import SignOffState, Stage
from einklang.papers.models import Answer, Proposal, SignOff
from einklang.papers.tasks.sign_off import settle_silence

pytestmark = pytest.mark.browser

SIGNED = "Wir zeichnen mit. Name und Logo"
RESERVED = "Wir zeichnen mit Vorbehalt mit."
DISSENT = "Sechs Wochen sind für kleine Träger:innen nötig."


def test_paper_goes_its_whole_way(chromium: Browser, site: str, tmp_path: Path) -> None:
    play = begin(chromium, site)
    try:
        open_the_paper(play)
        hand_in_the_draft(play)
        circulate(play)
        answer_with_recorded_changes(play)
        answer_in_the_room(play)
        take_a_nil_return_back(play)
        answer_by_link_without_an_account(play)
        answer_late_with_comments(play)
        close_the_circulation(play)
        decide(play)
        decide_many(play)
        adopt(play)
        ask_for_sign_off(play)
        prove_delivery(play)
        sign(play)
        break_the_silence(play)
        let_silence_consent(play)
        change_the_text(play)
        sign_anew(play)
        close_the_round(play, tmp_path)
        release(play)
        read_in_public(play, tmp_path)
    finally:
        play.close()


def open_the_paper(play: Play) -> None:
    page = play.pages["secretariat"]
    page.goto(f"{play.site}/papiere/")
    page.get_by_role("link", name="Papier eröffnen").first.click()
    page.get_by_label("Art", exact=True).select_option(label="Stellungnahme")
    page.get_by_label("Titel", exact=True).fill(TITLE)
    now = timezone.localtime(clock.now())
    due_on = WorkingCalendar().next_working_day(now.date() + timedelta(days=40), or_same=True)
    labelled(page, "Eingegangen").fill(f"{now - timedelta(days=2):%Y-%m-%dT09:00}")
    labelled(page, "Frist").fill(f"{due_on:%Y-%m-%dT12:00}")
    labelled(page, "Federführender Verband").select_option(label="AWO")
    play.picture(page, "eroeffnen")
    page.get_by_role("button", name="Papier eröffnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    play.paper_id = int(page.url.rstrip("/").rsplit("/", 1)[1])
    play.picture(page, "papier-und-plan")


def hand_in_the_draft(play: Play) -> None:
    page = play.enter("awo")
    page.get_by_role("link", name="Text einreichen").click()
    page.get_by_label("Word-Datei").set_input_files(upload("entwurf.docx", draft()))
    page.get_by_label("Was ist neu").fill("Erster Entwurf")
    page.get_by_role("button", name="Fassung speichern").click()
    says(page, "Fassung 1", "Erster Entwurf")


def circulate(play: Play) -> None:
    page = play.enter("awo")
    page.get_by_role("link", name="An die Verbände senden").click()
    page.get_by_label("Nachricht an die Verbände").fill("Bitte schauen Sie auf die Forderungen.")
    play.picture(page, "umlauf")
    page.get_by_role("button", name="Senden", exact=True).click()
    says(page, "Rückmeldungen: 0 von 5")
    work()
    assert "/papiere/raum/" in mail_to(address_of("dcv"), "Beratung")


def enter_room(play: Play, key: str) -> Page:
    page = play.enter(key)
    page.get_by_role("link", name="In unseren Raum").click()
    return page


def send_file(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Ihre Word-Datei").set_input_files(upload(name, data))
    page.get_by_role("button", name="Datei prüfen").click()


def answer_with_recorded_changes(play: Play) -> None:
    page = enter_room(play, "dcv")
    page.get_by_role("link", name="Rückmeldung senden").click()
    send_file(page, "rueckmeldung.docx", tracked())
    says(page, "Noch ist nichts gesendet.", "zwölf")
    play.picture(page, "antwort-pruefen")
    page.get_by_role("button", name="Verbindlich senden").click()
    says(page, "Ihre Rückmeldung ist gesendet. Danke!")


def answer_in_the_room(play: Play) -> None:
    page = enter_room(play, "dpwv")
    change_paragraph(page, MONEY, MONEY.replace("zehn", "elf"))
    change_paragraph(page, LANDS, "Die Länder und Kommunen sollen beteiligt werden.")
    play.picture(page, "raum")
    page.get_by_role("link", name="Rückmeldung senden").click()
    page.get_by_role("button", name="Ansehen, wie es aussieht").click()
    says(page, "und Kommunen")
    page.get_by_role("button", name="Verbindlich senden").click()
    says(page, "Ihre Rückmeldung ist gesendet. Danke!")


def change_paragraph(page: Page, old: str, new: str) -> None:
    row = page.locator(".ek-passage", has_text=old)
    row.get_by_role("link", name="Ändern").click()
    page.get_by_label("Text des Absatzes").fill(new)
    page.get_by_role("button", name="Im Entwurf der Rückmeldung speichern").click()
    expect(page.locator(".ek-passage", has_text=new)).to_contain_text("geändert")


def take_a_nil_return_back(play: Play) -> None:
    page = enter_room(play, "dd")
    page.get_by_role("link", name="Rückmeldung senden").click()
    page.get_by_role("button", name="Weiter mit Fehlanzeige").click()
    page.get_by_role("button", name="Verbindlich senden").click()
    says(page, "Ihre Rückmeldung ist gesendet. Danke!", "Fehlanzeige")
    page.get_by_role("button", name="Zurücknehmen").click()
    page.get_by_role("dialog").get_by_role("button", name="Zurücknehmen").click()
    says(page, "Die Rückmeldung ist zurückgenommen.")


def answer_by_link_without_an_account(play: Play) -> None:
    page = play.enter("secretariat")
    page.get_by_role("link", name="Fristen, Links, Abschluss").click()
    page.get_by_role("link", name=re.compile("Link für eine Vertretung.*Diakonie")).click()
    page.get_by_label("Name der Vertretung").fill("Vera Tretung")
    page.get_by_label("E-Mail-Adresse der Vertretung").fill("vertretung@example.org")
    page.get_by_role("button", name="Link erstellen und verschicken").click()
    shown = page.get_by_label("Adresse des Links").input_value()
    work()
    address = link_in(mail_to("vertretung@example.org", "Beratung"), "/papiere/antwort/")
    assert address == shown

    guest = play.stranger(address)
    play.picture(guest, "antwort-ueber-link")
    send_file(guest, "ohne-aufzeichnung.docx", untracked())
    says(guest, "zwölf")
    guest.get_by_role("button", name="Verbindlich senden").click()
    says(guest, "Vera Tretung")


def answer_late_with_comments(play: Play) -> None:
    let_deadline_pass(play, "drk")
    page = enter_room(play, "drk")
    page.get_by_role("link", name="Rückmeldung senden").click()
    send_file(page, "nur-kommentare.docx", remarked())
    says(page, "Gilt das auch für Angehörige?")
    page.get_by_role("button", name="Verbindlich senden").click()
    says(page, "Sie ist als verspätet vermerkt.")
    answer = Answer.objects.get(
        consultation__circulation__paper=play.paper_id,
        consultation__association__key="drk",
    )
    assert answer.is_late


def close_the_circulation(play: Play) -> None:
    page = play.enter("awo")
    says(page, "Rückmeldungen: 4 von 5", "verspätet")
    page.get_by_role("link", name="Umlauf schließen").click()
    says(page, "Es fehlen Rückmeldungen", "ZWST")
    page.get_by_label("Schließen, obwohl Rückmeldungen fehlen").check()
    page.get_by_role("button", name="Schließen", exact=True).click()
    says(page, "Geschlossen.")
    work()
    assert play.paper.stage == Stage.CONSOLIDATING
    mail_to(address_of("awo"), "Beratung")


def decide(play: Play) -> None:
    page = play.enter("awo")
    page.get_by_role("link", name="Vorschläge entscheiden").click()
    says(page, "kam zu spät", "keine Antwort")
    play.picture(page, "synopse")
    ours = page.locator(".ek-proposal", has_text="zwölf")
    ours.first.focus()
    page.keyboard.press("a")
    expect(ours.first).to_contain_text("übernommen")
    # The other side of the conflict, with a reason.
    page.keyboard.press("j")
    theirs = page.locator(".ek-proposal", has_text="elf ").first
    theirs.focus()
    page.keyboard.press("r")
    labelled(page, "Begründung; alle Verbände").fill("Zwölf Millionen wollen die meisten.")
    page.get_by_role("button", name="Entscheidung speichern").click()
    expect(theirs).to_contain_text("nicht übernommen")
    play.picture(page, "entscheiden", page.locator("#text"))


def decide_many(play: Play) -> None:
    page = play.pages["awo"]
    page.get_by_text("Viele auf einmal entscheiden").click()
    page.get_by_role("link", name="redaktionelle").click()
    says(page, "Alle sind redaktionell")
    page.get_by_role("button", name="entscheiden").click()
    says(page, "ist entschieden")
    page.get_by_text("Viele auf einmal entscheiden").click()
    page.get_by_role("link", name="ohne Konflikt").click()
    page.get_by_role("button", name="entscheiden").click()
    left = Proposal.objects.filter(consolidation__circulation__paper=play.paper_id, verdict="")
    assert list(left.values_list("change", "inserted", "deleted")) == []


def adopt(play: Play) -> None:
    page = play.pages["awo"]
    page.get_by_role("link", name="Ergebnis übernehmen").click()
    labelled(page, "Was an dieser Fassung neu ist").fill("Rückmeldungen eingearbeitet")
    page.get_by_role("button", name="Nächste Fassung erstellen").click()
    page.goto(f"{play.site}/papiere/{play.paper_id}/")
    says(page, "Fassung 2", "Protokoll der Entscheidungen")
    work()
    assert "übernommen" in mail_to(address_of("dcv"), "Beratung")


def ask_for_sign_off(play: Play) -> None:
    page = play.enter("secretariat")
    page.get_by_role("link", name="Um Mitzeichnung bitten").click()
    page.get_by_role("link", name="Regeln festlegen").click()
    labelled(page, "Quorum").fill("100")
    labelled(page, "Mehrheit").fill("75")
    labelled(page, "Dauer der Schweigefrist").fill("5")
    labelled(page, "Wo die Regel steht").fill("Beschluss des Ausschusses vom 12. März")
    page.get_by_role("button", name="Speichern", exact=True).click()
    says(page, "Die Regeln sind gespeichert.")
    play.enter("secretariat").get_by_role("link", name="Um Mitzeichnung bitten").click()
    page.get_by_label("Schweigeverfahren").check()
    page.get_by_role("button", name="Verbände fragen").click()
    says(page, "Zugang nicht belegt: bitte anrufen")
    work()


def prove_delivery(play: Play) -> None:
    """By opening it signed in, by the link and its button, by a call."""
    page = play.enter("zwst")
    page.get_by_role("link", name="Unsere Antwort").click()
    says(page, "Schweigen gilt als Zustimmung")
    play.picture(page, "schweigefrist")

    asked = mail_to(address_of("dpwv"), "Mitzeichnung")
    guest = play.stranger(link_in(asked, "/mitzeichnung/link/"))
    guest.get_by_role("button", name="Die Anfrage ist angekommen").click()
    says(guest, "Schweigen gilt als Zustimmung mit dem")
    guest.get_by_label(SIGNED).check()
    guest.get_by_label("Ihr Name").last.fill("Bo Beispiel")
    guest.get_by_role("button", name="Antwort abgeben").click()
    says(guest, "gezeichnet", "Bo Beispiel")

    page = open_round(play)
    page.get_by_role("link", name=re.compile("Anruf, Link, Verlauf.*Diakonie")).click()
    page.get_by_label("Der Verband bestätigt, dass die Anfrage angekommen ist.").check()
    labelled(page, "Gesprochen mit").fill("Dana Beispiel")
    page.get_by_role("button", name="Telefonat festhalten").click()
    says(page, "Das Telefonat ist festgehalten.", "in einem Anruf bestätigt")


def open_round(play: Play) -> Page:
    page = play.enter("secretariat")
    page.get_by_role("link", name="Wer geantwortet hat").click()
    return page


def sign(play: Play) -> None:
    for key in ("awo", "dcv"):
        page = play.enter(key)
        page.get_by_role("link", name="Unsere Antwort").click()
        page.get_by_label(SIGNED).check()
        page.get_by_role("button", name="Antwort abgeben").click()
        says(page, "gezeichnet")


def break_the_silence(play: Play) -> None:
    asked = mail_to(address_of("drk"), "Mitzeichnung")
    # One click: a small script sends the form, and the answer comes next.
    guest = play.stranger(link_in(asked, "/mitzeichnung/schweigen/"))
    says(guest, "Schweigen gebrochen")
    guest.get_by_label(RESERVED).check()
    labelled(guest, "Bedingung, Vorbehalt oder Grund").fill(DISSENT)
    labelled(guest, "Betrifft den Absatz").select_option(label=option_of(guest, TERM))
    labelled(guest, "Nummer oder Stelle").fill("„Verfahren“")
    play.picture(guest, "vorbehalt")
    guest.get_by_role("button", name="Antwort abgeben").click()
    says(guest, DISSENT)


def option_of(page: Page, words: str) -> str:
    """Return the whole label of a choice that holds the first words of a paragraph."""
    found = labelled(page, "Betrifft den Absatz").locator("option", has_text=words[:30])
    return found.inner_text()


def let_silence_consent(play: Play) -> None:
    let_silence_pass(play, "dd")
    let_silence_pass(play, "zwst")
    settle_silence(0)
    assert states_of(play) == {
        "awo": SignOffState.SIGNED,
        "dcv": SignOffState.SIGNED,
        "dpwv": SignOffState.SIGNED,
        "drk": SignOffState.RESERVATION,
        "dd": SignOffState.TACIT,
        "zwst": SignOffState.TACIT,
    }
    play.picture(open_round(play), "mitzeichnung")


def states_of(play: Play) -> dict[str, str]:
    """Return what each association says in the latest round."""
    rows = SignOff.objects.filter(round__paper=play.paper_id).order_by("round__number")
    return dict(rows.values_list("association__key", "state"))


def change_the_text(play: Play) -> None:
    """Write on after sign-off: one passage changes that one association had a word in."""
    page = play.enter("awo")
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("Word.*Fassung 2")).click()
    data = rewritten(started.value.path().read_bytes(), "sollen beteiligt", "müssen beteiligt")
    page.get_by_role("link", name="Neue Fassung einreichen").click()
    page.get_by_label("Word-Datei").set_input_files(upload("fassung-3.docx", data))
    labelled(page, "Was ist neu").fill("Länder und Kommunen müssen beteiligt werden")
    page.get_by_role("button", name="Fassung speichern").click()
    page = play.enter("secretariat")
    page.get_by_role("link", name="Fassung 3 senden und sehen, was erlischt").click()
    says(page, "Sie zeichnen neu (1)", "Für sie ändert sich nichts (5)", "sollen", "müssen")
    play.picture(page, "was-erlischt")
    page.get_by_role("button", name="Neue Fassung senden").click()
    says(page, "übernommen aus Runde 1")
    work()
    assert states_of(play)["dpwv"] == SignOffState.REQUESTED


def sign_anew(play: Play) -> None:
    asked = mail_to(address_of("dpwv"), "Bitte neu zeichnen")
    guest = play.stranger(link_in(asked, "/mitzeichnung/link/"))
    says(guest, "Was sich seit Ihrer letzten Antwort geändert hat")
    guest.get_by_label(SIGNED).check()
    guest.get_by_role("button", name="Antwort abgeben").click()
    says(guest, "gezeichnet")


def close_the_round(play: Play, folder: Path) -> None:
    page = open_round(play)
    page.get_by_role("button", name="Das Papier ist abgestimmt").click()
    says(page, "Das Papier ist abgestimmt.")
    page = play.enter("secretariat")
    page.get_by_role("link", name="Protokoll", exact=True).click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Als PDF").click()
    check_accessible(started.value.path(), folder / "protokoll.pdf")


def release(play: Play) -> None:
    page = play.enter("secretariat")
    page.get_by_role("link", name="Ansehen und freigeben").click()
    says(page, DISSENT, "gezeichnet")
    play.picture(page, "freigabe")
    losses = page.get_by_label("Ich weiß, was aus der Word-Datei nicht übernommen wird.")
    if losses.count():
        losses.check()
    page.get_by_role("button", name="Papier freigeben").click()
    says(page, "Das Papier ist öffentlich.")


def read_in_public(play: Play, folder: Path) -> None:
    guest = play.stranger(f"{play.site}/veroeffentlichungen/")
    guest.get_by_role("link", name=TITLE).click()
    says(guest, "zwölf Millionen", "müssen beteiligt")
    says(guest, f"Das Deutsche Rote Kreuz trägt „Verfahren“ nicht mit: {DISSENT}")
    names = Organisation.objects.filter(key__in=NAMES).values_list("name", flat=True)
    says(guest, *names)
    play.picture(guest, "oeffentlich", guest.get_by_role("heading", name="Verfahren"))
    with guest.expect_download() as started:
        guest.get_by_role("link", name="PDF (barrierefrei)").first.click()
    check_accessible(started.value.path(), folder / "papier.pdf")


def check_accessible(source: Path, target: Path) -> None:
    """Ask veraPDF, where there is a Java; else look at what PDF/UA begins with."""
    data = source.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang
        assert pdf.Root.StructTreeRoot
    if not missing():
        target.write_bytes(data)
        assert check_pdf(target) == []
