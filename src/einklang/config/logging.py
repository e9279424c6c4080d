"""Structured logs: JSON lines in production, readable lines elsewhere."""

import re
from typing import Any

import structlog

SECRET = re.compile(r"(?<=/)[A-Za-z0-9_.:=-]{32,}(?=[/?\s'\"]|$)")
"""A part of a path as long as the tokens of our links: whoever reads it could use the link."""


def without_secrets(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep the tokens of links out of the logs; they are the keys of people without an account."""
    for name, value in event.items():
        if isinstance(value, str) and "/" in value:
            event[name] = SECRET.sub("…", value)
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    without_secrets,
]


def logging_settings(*, as_json: bool, level: str) -> dict[str, Any]:
    """Configure structlog and return Django's LOGGING."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level if as_json else "WARNING"},
        "loggers": {
            "einklang": {"level": level if as_json else "WARNING"},
            "django_structlog": {"level": level if as_json else "WARNING"},
            "procrastinate": {"level": "WARNING"},
        },
    }
