"""A mail server of this machine: what comes in is kept, some addresses are refused."""

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.test import override_settings


class Keep(Sink):
    """Keeps what comes in; refuses for good what begins with „weg“, for now what with „voll“."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("weg"):
            return "550 no such mailbox"
        if address.startswith("voll"):
            return "452 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        self.messages.append(parsed)
        return "250 OK"


@contextmanager
def open_inbox() -> Iterator[list[EmailMessage]]:
    """Let Django send over real SMTP, and give what has come in."""
    handler = Keep()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
    ):
        yield handler.messages
    controller.stop()


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """Return a message's text, or its HTML."""
    body = message.get_body(preferencelist=(kind,))
    assert body is not None
    return str(body.get_content())
