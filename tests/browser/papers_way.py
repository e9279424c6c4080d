"""What playing a paper's way needs: people with a browser each, the queue, their mails."""

import io
import os
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.browser.conftest import committee, sign_in_at_once
from tests.factories import make_account

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation
from einklang.papers.models import Consultation, Paper, SignOff, SignOffRules

PICTURES = Path(__file__).parents[2] / "docs" / "images" / "papers"
WRITES_PICTURES = os.environ.get("EK_WRITE_PICTURES") == "1"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COLOURS = 48
HIGHEST = 1400
"""Pixels of a picture: what is below does not help to understand the step."""
LEAD = "awo"
NAMES = {
    "awo": "Alex Federführung",
    "dcv": "Ada Beispiel",
    "dpwv": "Bo Beispiel",
    "drk": "Cem Beispiel",
    "dd": "Dana Beispiel",
    "zwst": "Emil Beispiel",
}
"""Who speaks for which association of the sample year; the first leads."""


@dataclass
class Play:
    """The stage: one committee, six associations, a browser for each person."""

    chromium: Browser
    site: str
    paper_id: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    drawn: int = 0

    @property
    def paper(self) -> Paper:
        return Paper.objects.get(pk=self.paper_id)

    def new_page(self, account: Account | None = None) -> Page:
        context = self.chromium.new_context(
            locale="de-DE", viewport={"width": 1280, "height": 900}, color_scheme="light"
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        if account is not None:
            sign_in_at_once(context, self.site, account)
        return context.new_page()

    def enter(self, name: str) -> Page:
        """Return the browser of somebody, on the paper's page."""
        page = self.pages[name]
        page.goto(f"{self.site}/papiere/{self.paper_id}/")
        return page

    def stranger(self, address: str) -> Page:
        """Open an address in a browser that nobody is signed in with."""
        page = self.new_page()
        page.goto(address.replace(settings.BASE_URL, self.site))
        return page

    def picture(self, page: Page, name: str, start: Locator | None = None) -> None:
        """Draw a page for the handbook, from its top or another place, if that is wanted."""
        self.drawn += 1
        if not WRITES_PICTURES:
            return
        page.mouse.move(0, 0)
        page.evaluate("() => window.scrollTo(0, 0)")
        main = page.locator("main").bounding_box()
        place = start.bounding_box() if start else None
        top = max(0, place["y"] - 24) if place else 0
        end = main["y"] + main["height"] if main else HIGHEST
        drawn = page.screenshot(
            full_page=True,
            animations="disabled",
            clip={"x": 0, "y": top, "width": 1280, "height": min(HIGHEST, end - top)},
        )
        image = Image.open(io.BytesIO(drawn)).convert("RGB")
        PICTURES.mkdir(parents=True, exist_ok=True)
        target = PICTURES / f"{self.drawn:02d}-{name}.png"
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def address_of(key: str) -> str:
    return f"{key}.weg@example.org"


def begin(chromium: Browser, site: str) -> Play:
    """Give the secretariat and the six associations an account and a browser each."""
    play = Play(chromium, site)
    body = committee()
    secretary = make_account(role=Role.SECRETARIAT, body=body, name="Sascha Sekretariat")
    play.pages["secretariat"] = play.new_page(secretary)
    for key, name in NAMES.items():
        account = make_account(
            role=Role.ASSOCIATION_STAFF,
            body=body,
            organisation=Organisation.objects.get(key=key),
            name=name,
            email=address_of(key),
        )
        play.pages[key] = play.new_page(account)
    # The rules of the sample year are those of the federation; here the committee sets its own.
    SignOffRules.objects.all().delete()
    return play


def work() -> None:
    """Do all that waits in the queue, in its order; the worker itself has tests of its own."""
    while job := ProcrastinateJob.objects.filter(status="todo").order_by("pk").first():
        app.tasks[job.task_name].func(**job.args)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job.pk]
            )


def upload(name: str, data: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType=DOCX, buffer=data)


def mail_to(address: str, subject: str) -> str:
    """Return the latest mail to somebody with these words in its subject."""
    found = [one for one in mail.outbox if one.to == [address] and subject in one.subject]
    assert found, (address, subject, {one.subject for one in mail.outbox})
    return str(found[-1].body)


def link_in(text: str, part: str) -> str:
    """Return the address of a mail that leads to a part of the site."""
    match = re.search(rf"https?://\S*{part}\S*", text)
    assert match, text
    return match[0]


def let_deadline_pass(play: Play, key: str) -> None:
    rows = Consultation.objects.filter(circulation__paper=play.paper_id)
    rows.filter(association__key=key).update(deadline_at=clock.now() - timedelta(minutes=1))


def let_silence_pass(play: Play, key: str) -> None:
    """Move proven delivery and the end of the silence into the past."""
    now = clock.now()
    rows = SignOff.objects.filter(round__paper=play.paper_id, association__key=key)
    assert rows.filter(delivered_at__isnull=False).update(
        delivered_at=now - timedelta(days=9), due_at=now - timedelta(minutes=1)
    )


def says(page: Page, *words: str) -> None:
    """Expect words on the page."""
    for one in words:
        expect(page.locator("body")).to_contain_text(one)


def labelled(page: Page, words: str) -> Locator:
    """Return the field whose label begins with these words; optional ones say so behind."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(words)}"))
