"""What the logs say, and what they keep to themselves."""

import logging

from structlog.stdlib import ProcessorFormatter

from einklang.config.logging import logging_settings, without_secrets
from einklang.core.links import new_token


def test_tokens_of_links_do_not_reach_the_logs() -> None:
    token, _hash = new_token()

    event = without_secrets(None, "info", {"request": f"GET /papiere/antwort/{token}/", "n": 1})

    assert event == {"request": "GET /papiere/antwort/…/", "n": 1}


def test_other_addresses_stay_as_they_are() -> None:
    request = "GET /papiere/12/version/3/?q=/abc"

    assert without_secrets(None, "info", {"request": request}) == {"request": request}


def test_log_of_an_unknown_link_holds_no_token() -> None:
    token, _hash = new_token()
    formatter = logging_settings(as_json=True, level="INFO")["formatters"]["structured"]
    made = ProcessorFormatter(
        processor=formatter["processor"], foreign_pre_chain=formatter["foreign_pre_chain"]
    )
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Not Found: %s", (f"/x/{token}/",), None
    )

    line = made.format(record)

    assert "Not Found" in line
    assert token not in line
