"""Files named by their content: nothing is lost, and nothing stays behind for good."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from moto.server import ThreadedMotoServer
from pytest_django import Settings
from tests.factories import make_activity

from einklang.chronicle.models import Activity, Attachment
from einklang.core import clock, files
from einklang.core.files import NoTransactionError, store_blob, sweep

DATA = b"Entwurf, dritte Fassung"
DIGEST = hashlib.sha256(DATA).hexdigest()
NAME = f"blobs/{DIGEST[:2]}/{DIGEST[2:]}.docx"
LONG_AGO = 2 * 24 * 3600

# What another process does until it is killed; {step} is where it stops to wait for that.
PROCESS = """
import time
import django
django.setup()
from django.core.files.base import ContentFile
from django.db import transaction
from einklang.chronicle.models import Attachment
from einklang.core import files

def wait():
    print("ready", flush=True)
    time.sleep(120)

class Slow(ContentFile):
    reads = 0
    def chunks(self, chunk_size=None):
        self.reads += 1
        yield {data!r}[:9]
        # Read once for the digest, then for the storage.
        if {step!r} == "writing" and self.reads == 2:
            wait()
        yield {data!r}[9:]

with transaction.atomic():
    name = files.store_blob(Slow({data!r}), ending="docx")
    Attachment.objects.create(
        activity_id={activity}, file=name, name="Entwurf.docx", size=1, media_type="x"
    )
    wait()
"""


class BrokenError(Exception):
    """Something went wrong after the file was written."""


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def stored(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def age(folder: Path) -> None:
    then = clock.now().timestamp() - LONG_AGO
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))


def attach(activity: Activity, name: str) -> Attachment:
    return Attachment.objects.create(
        activity=activity, file=name, name="Entwurf.docx", size=len(DATA), media_type="x"
    )


def test_file_is_named_by_its_content(media: Path) -> None:
    file = SimpleUploadedFile("Entwurf.docx", DATA)
    file.seek(7)

    name = store_blob(file, ending="docx")
    attachment = attach(make_activity(), name)

    assert name == NAME
    assert (media / NAME).read_bytes() == DATA
    assert file.tell() == 0
    with Attachment.objects.get(pk=attachment.pk).file.open("rb") as read:
        assert read.read() == DATA


def test_same_content_is_stored_once(media: Path) -> None:
    first = store_blob(ContentFile(DATA), ending="docx")
    second = store_blob(File(io.BytesIO(DATA)), ending="docx")

    assert first == second
    assert stored(media) == [NAME]


def test_large_upload_is_moved_and_can_still_be_read(media: Path) -> None:
    with TemporaryUploadedFile("Entwurf.docx", "application/x", len(DATA), None) as upload:
        upload.write(DATA)
        first = store_blob(upload, ending="docx")
        kept = upload.read()
        second = store_blob(upload, ending="docx")

    assert (first, second, kept) == (NAME, NAME, DATA)
    assert stored(media) == [NAME]
    assert (media / NAME).read_bytes() == DATA


@pytest.mark.django_db(transaction=True)
def test_file_outside_a_transaction_is_refused(media: Path) -> None:
    with pytest.raises(NoTransactionError):
        store_blob(ContentFile(DATA), ending="docx")

    assert stored(media) == []


def test_rest_of_a_broken_write_is_neither_trusted_nor_touched(media: Path) -> None:
    (media / NAME).parent.mkdir(parents=True)
    (media / NAME).write_bytes(DATA[:9])

    name = store_blob(ContentFile(DATA), ending="docx")

    assert name != NAME
    assert name.startswith(NAME.removesuffix(".docx") + "_")
    assert (media / name).read_bytes() == DATA
    assert (media / NAME).read_bytes() == DATA[:9]


def test_sweep_keeps_what_a_row_names_and_what_is_young(media: Path) -> None:
    kept = store_blob(ContentFile(DATA), ending="docx")
    forgotten = store_blob(ContentFile(b"forgotten"), ending="pdf")
    attach(make_activity(), kept)
    age(media)
    young = store_blob(ContentFile(b"young"), ending="pdf")
    default_storage.save("attachments/2024/05/other.pdf", ContentFile(b"not ours"))

    erased = sweep()

    assert erased == [forgotten]
    assert stored(media) == sorted(["attachments/2024/05/other.pdf", kept, young])


def test_sweep_of_an_empty_storage_does_nothing() -> None:
    assert sweep() == []


@pytest.mark.django_db(transaction=True)
def test_rolled_back_file_is_swept(media: Path) -> None:
    def fail() -> None:
        with transaction.atomic():
            attach(make_activity(), store_blob(ContentFile(DATA), ending="docx"))
            raise BrokenError

    with pytest.raises(BrokenError):
        fail()
    assert stored(media) == [NAME]
    age(media)

    assert sweep() == [NAME]
    assert stored(media) == []


@pytest.mark.django_db(transaction=True)
def test_file_of_a_deleted_row_is_swept_though_the_audit_trail_knows_it(media: Path) -> None:
    with transaction.atomic():
        attachment = attach(make_activity(), store_blob(ContentFile(DATA), ending="docx"))
    attachment.delete()
    age(media)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM chronicle_attachmentevent WHERE file = %s", [NAME])
        assert cursor.fetchone() == (2,)

    assert sweep() == [NAME]
    assert stored(media) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["writing", "committing"])
def test_killed_process_leaves_nothing_behind(media: Path, step: str) -> None:
    activity = make_activity()
    with run(PROCESS.format(data=DATA, step=step, activity=activity.pk), media) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
        process.wait(10)

    left = {"committing": {DATA}, "writing": {b"", DATA[:9]}}
    assert (media / NAME).read_bytes() in left[step]
    assert not Attachment.objects.exists()

    # Whoever hands in the same file afterwards gets all of it.
    with transaction.atomic():
        name = store_blob(ContentFile(DATA), ending="docx")
        again = attach(activity, name)
    age(media)
    sweep()
    assert stored(media) == [name]
    assert (media / name).read_bytes() == DATA
    again.delete()
    assert sweep() == [name]
    assert stored(media) == []


def run(script: str, media: Path) -> "subprocess.Popen[bytes]":
    place = connection.settings_dict
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "einklang.config.settings",
        "DATABASE_URL": (
            f"postgresql://{place['USER']}:{place['PASSWORD']}@/{place['NAME']}"
            f"?host={place['HOST']}&port={place['PORT'] or 5432}"
        ),
        "EINKLANG_MEDIA_ROOT": str(media),
        "PYTHONPATH": str(Path(files.__file__).parents[2]),
    }
    return subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment
    )


@pytest.mark.django_db(transaction=True)
def test_sweep_spares_a_file_that_a_running_transaction_is_about_to_name(media: Path) -> None:
    with transaction.atomic():
        store_blob(ContentFile(DATA), ending="docx")
    age(media)
    activity = make_activity()
    swept: list[str] = []

    def sweep_elsewhere() -> None:
        try:
            swept.extend(sweep())
        finally:
            connection.close()

    with transaction.atomic():
        name = store_blob(ContentFile(DATA), ending="docx")
        other = threading.Thread(target=sweep_elsewhere)
        other.start()
        other.join(30)
        attach(activity, name)

    assert not other.is_alive()
    assert swept == []
    assert stored(media) == [NAME]
    assert sweep() == []


def test_sweep_asks_by_folder_not_by_file(media: Path) -> None:
    activity = make_activity()
    attach(activity, store_blob(ContentFile(DATA), ending="docx"))
    with CaptureQueriesContext(connection) as few:
        sweep()
    folder = (media / NAME).parent
    for number in range(5):
        file = folder / f"{number:062}.docx"
        file.write_bytes(b"x")
        attach(activity, str(file.relative_to(media)))
    age(media)

    with CaptureQueriesContext(connection) as many:
        assert sweep() == []

    assert len(many) == len(few)


def test_every_column_for_files_is_asked_once_and_no_history() -> None:
    columns = [f"{model._meta.label}.{column}" for model, column in files.file_columns()]

    assert "chronicle.Attachment.file" in columns
    assert len(columns) == len(set(columns))
    assert not [column for column in columns if "Event." in column]


@pytest.fixture
def s3(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take a storage that speaks S3, on this machine."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": "einklang",
                "endpoint_url": f"http://127.0.0.1:{port}",
                "region_name": "eu-central-1",
                "access_key": "key",
                "secret_key": "secret",
                "default_acl": None,
                "querystring_auth": True,
                "file_overwrite": False,
            },
        },
    }
    client = storages["default"].connection.meta.client  # type: ignore[attr-defined]  # S3 only
    client.create_bucket(
        Bucket="einklang", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    yield
    server.stop()


@pytest.mark.usefixtures("s3")
def test_everything_holds_in_s3_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sweep() == []
    kept = store_blob(ContentFile(DATA), ending="docx")
    again = store_blob(SimpleUploadedFile("Entwurf.docx", DATA), ending="docx")
    forgotten = store_blob(ContentFile(b"forgotten"), ending="pdf")
    attachment = attach(make_activity(), kept)
    early = sweep()
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)

    erased = sweep()

    assert (kept, again, early, erased) == (NAME, NAME, [], [forgotten])
    assert not default_storage.exists(forgotten)
    with Attachment.objects.get(pk=attachment.pk).file.open("rb") as read:
        assert read.read() == DATA
