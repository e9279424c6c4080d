"""Mail of our own: a text, the same as simple HTML, in the reader's language.

A template's first line is the subject, the rest is the text. Jobs call this, requests do not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import encoders
from email.mime.base import MIMEBase
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString, mark_safe

AUTOMATIC = {"Auto-Submitted": "auto-generated"}
"""RFC 3834: absence notes and other machines do not answer us."""


@dataclass(frozen=True)
class Attachment:
    name: str
    media_type: str
    """May carry parameters: ``text/calendar; method=REQUEST``."""
    data: bytes


def send(  # noqa: PLR0913 - what a letter consists of; all but four can be left out
    *,
    to: str,
    template: str,
    language: str,
    context: Mapping[str, Any],
    attachments: Sequence[Attachment] = (),
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
) -> str:
    """Send ``<template>.txt`` to one address and return the Message-ID, in its angle brackets.

    ``headers`` are added to ours or replace them: ``List-Id`` for mail to a whole group,
    ``In-Reply-To`` for a thread, a ``Message-ID`` to send again under the same one.

    :raises OSError: if the server cannot be reached or refuses; the job tries again.
    """
    with translation.override(language):
        rendered = render_to_string(f"{template}.txt", dict(context)).strip()
    subject, _, text = rendered.partition("\n")
    all_headers = {"Message-ID": new_message_id(), **AUTOMATIC, **(headers or {})}
    message = EmailMultiAlternatives(
        " ".join(subject.split()),
        text.strip() + "\n",
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers=all_headers,
    )
    message.attach_alternative(as_html(text.strip(), language), "text/html")
    for attachment in attachments:
        message.attach(part_of(attachment))
    message.send()
    return all_headers["Message-ID"]


def new_message_id() -> str:
    return make_msgid(domain=urlsplit(settings.BASE_URL).hostname or "localhost")


def part_of(attachment: Attachment) -> MIMEBase:
    """Pack the bytes as they are; Django would set a text's line ends anew."""
    media_type, *parameters = attachment.media_type.split(";")
    main, _, sub = media_type.strip().partition("/")
    part = MIMEBase(main, sub)
    for parameter in parameters:
        key, _, value = parameter.strip().partition("=")
        part.set_param(key, value)
    part.set_payload(attachment.data)
    encoders.encode_base64(part)
    name: str | tuple[str, str, str] = attachment.name
    if not attachment.name.isascii():
        name = ("utf-8", "", attachment.name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def as_html(text: str, language: str) -> str:
    """Write paragraphs and links; whatever looks like markup is escaped."""
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    body = "\n".join(f"<p>{linked(part)}</p>" for part in paragraphs)
    return format_html(
        '<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8"><title>Einklang</title>'
        "</head><body>\n{}\n</body></html>\n",
        language,
        mark_safe(body),  # noqa: S308 - urlize has escaped every part
    )


def linked(text: str) -> SafeString:
    return mark_safe(urlize(text, nofollow=False, autoescape=True).replace("\n", "<br>\n"))  # noqa: S308 - urlize escapes
