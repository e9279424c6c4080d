"""Mail of our own: a text, the same as simple HTML, in the reader's language.

A template's first line is the subject, the rest is the text. Jobs call this, requests do not.
"""

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString, mark_safe


def send(*, to: str, template: str, language: str, context: Mapping[str, Any]) -> None:
    """Send ``<template>.txt`` to one address.

    :raises OSError: if the server cannot be reached or refuses; the job tries again.
    """
    with translation.override(language):
        rendered = render_to_string(f"{template}.txt", dict(context)).strip()
    subject, _, text = rendered.partition("\n")
    message = EmailMultiAlternatives(" ".join(subject.split()), text.strip() + "\n", to=[to])
    message.attach_alternative(as_html(text.strip(), language), "text/html")
    message.send()


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
