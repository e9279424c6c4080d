"""Plant a fault in one part of a good document."""

import io
import zipfile


def altered(source: bytes, part: str, old: str, new: str) -> bytes:
    """Replace a piece of one part; a part that is not there is added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old in data.decode()
                data = data.decode().replace(old, new, 1).encode()
            after.writestr(name, data)
        if part not in before.namelist():
            after.writestr(part, new)
    return target.getvalue()
