"""Small archives and notebooks for the tests of collecting."""

import io
import json
import stat
import zipfile


def notebook(source="x = 1"):
    """The bytes of a notebook with one cell."""
    return json.dumps({"cells": [{"cell_type": "code", "id": "a", "source": source}]}).encode()


def zipped(files, **options):
    """The bytes of a zip archive: name or ZipInfo -> content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def entry(name, mode=stat.S_IFREG | 0o644, **attributes):
    """An archive's entry of a kind that `zipfile` does not write by itself."""
    info = zipfile.ZipInfo(name, (2026, 1, 30, 12, 0, 0))
    info.external_attr = mode << 16
    for key, value in attributes.items():
        setattr(info, key, value)
    return info
