"""Check an installation: what is set, what works, and what to do about the rest."""

import smtplib
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from einklang.core import scanning
from einklang.core.errors import InfectedFileError, UploadError

OLDEST_POSTGRESQL = 150000
SHORTEST_KEY = 50
# The test file every virus scanner refuses; in two halves, so that none refuses this one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass(frozen=True)
class Finding:
    is_good: bool
    subject: str
    message: str


def examine() -> Iterator[Finding]:
    """Yield one finding a check; a check that fails says what to do."""
    yield from examine_settings()
    yield examine_database()
    yield examine_migrations()
    yield examine_storage()
    yield examine_scanner()
    yield examine_mail()


def examine_settings() -> Iterator[Finding]:
    is_production = settings.IS_PRODUCTION
    key_is_good = settings.SECRET_KEY != settings.INSECURE_KEY and (
        len(settings.SECRET_KEY) >= SHORTEST_KEY
    )
    yield Finding(
        key_is_good or not is_production,
        "EINKLANG_SECRET_KEY",
        "is set" if key_is_good else "needs at least 50 random characters in production",
    )
    yield Finding(
        not (settings.DEBUG and is_production),
        "EINKLANG_DEBUG",
        "must be off in production" if settings.DEBUG else "is off",
    )
    is_https = settings.BASE_URL.startswith("https://")
    yield Finding(
        is_https or not is_production,
        "EINKLANG_BASE_URL",
        settings.BASE_URL if is_https else f"{settings.BASE_URL} is not https",
    )
    has_hosts = bool(settings.ALLOWED_HOSTS) and "*" not in settings.ALLOWED_HOSTS
    yield Finding(
        has_hosts,
        "EINKLANG_HOSTS",
        ", ".join(settings.ALLOWED_HOSTS) if has_hosts else "must name the hosts, without *",
    )
    has_operator = bool(settings.OPERATOR and settings.OPERATOR_CONTACT)
    yield Finding(
        has_operator or not is_production,
        "EINKLANG_OPERATOR",
        "is set" if has_operator else "name operator and contact: the imprint shows them",
    )


def examine_database() -> Finding:
    try:
        connection.ensure_connection()
        version: int = connection.pg_version  # type: ignore[attr-defined]  # PostgreSQL only
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return Finding(False, "DATABASE_URL", f"no connection: {str(error).strip()}")  # noqa: FBT003 - reads as a verdict
    is_new = version >= OLDEST_POSTGRESQL
    return Finding(
        is_new,
        "DATABASE_URL",
        f"PostgreSQL {version // 10000}" + ("" if is_new else " is too old: 15 or newer"),
    )


def examine_migrations() -> Finding:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return Finding(False, "migrations", str(error).strip())  # noqa: FBT003 - reads as a verdict
    return Finding(
        not plan,
        "migrations",
        "all applied" if not plan else f"{len(plan)} missing: run einklang migrate",
    )


def examine_storage() -> Finding:
    try:
        name = default_storage.save("doctor/check.txt", ContentFile(b"check"))
        default_storage.delete(name)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return Finding(False, "storage", f"cannot write: {error}")  # noqa: FBT003 - reads as a verdict
    return Finding(True, "storage", "can be written and deleted")  # noqa: FBT003 - as above


def examine_scanner() -> Finding:
    """Let the scanner read a harmless file and one it must refuse."""
    subject = "EINKLANG_UPLOAD_SCANNER"
    if not settings.UPLOAD_SCANNER:
        return Finding(True, subject, "is not set: uploads are not scanned")  # noqa: FBT003 - as above
    try:
        scanning.scan(b"A harmless line.\n", name="harmless.txt")
    except UploadError:
        return Finding(False, subject, "does not pass a harmless file: see the log above")  # noqa: FBT003 - as above
    try:
        scanning.scan(EICAR, name="eicar.txt")
    except InfectedFileError:
        return Finding(True, subject, "passes a harmless file, refuses the test virus")  # noqa: FBT003 - as above
    except UploadError:
        return Finding(False, subject, "gives no verdict on the test virus: see the log above")  # noqa: FBT003 - as above
    return Finding(False, subject, "passes the test virus: it protects nobody")  # noqa: FBT003 - as above


def examine_mail() -> Finding:
    if not settings.EMAIL_HOST:
        return Finding(
            not settings.IS_PRODUCTION,
            "EINKLANG_SMTP_HOST",
            "is not set: mail goes to the console",
        )
    try:
        backend = get_connection()
        backend.open()
        backend.close()
    except (OSError, smtplib.SMTPException) as error:
        return Finding(False, "EINKLANG_SMTP_HOST", f"no connection: {error}")  # noqa: FBT003 - reads as a verdict
    return Finding(True, "EINKLANG_SMTP_HOST", "answers")  # noqa: FBT003 - reads as a verdict
