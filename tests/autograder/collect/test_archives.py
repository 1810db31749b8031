"""Zip archives that anybody may have made: nothing slips out or explodes, the rest is read."""

import contextlib
import random
import stat
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.collect import archives
from autograder.collect.archives import Archive
from autograder.ingest import MAX_BYTES, Unreadable
from tests.autograder.collect.packing import entry, notebook, zipped


def read(content, name="a.ipynb", most=MAX_BYTES):
    archive = Archive(content)
    return {each.path: each for each in archive.files}[name].read(most)


def refused(content, name="a.ipynb"):
    with pytest.raises(Unreadable) as caught:
        read(content, name)
    return str(caught.value)


def test_the_files_of_an_archive_are_read_with_their_dates():
    archive = Archive(zipped({entry("x/a.ipynb"): b"abc", "x/": b"", "b.txt": b""}))
    assert [each.path for each in archive.files] == ["x/a.ipynb", "b.txt"]
    assert archive.files[0].read(10) == b"abc"
    assert archive.files[0].written.astimezone().hour == 12
    assert archive.odd == []


@pytest.mark.parametrize(
    "name",
    ["../a.ipynb", "x/../../a.ipynb", "/etc/a.ipynb", "C:\\a.ipynb", "..\\a.ipynb", "c:a.ipynb"],
)
def test_an_entry_that_leads_out_of_the_archive_is_refused(name):
    assert "leads out" in refused(zipped({name: b"x"}), name.replace("\\", "/"))


def test_a_name_with_a_null_byte_is_refused():
    content = zipped({"aXipynb.exe": b"x"}).replace(b"aXipynb.exe", b"a\0ipynb.exe")
    assert "leads out" in refused(content, "a\0ipynb.exe")


@pytest.mark.parametrize(
    ("mode", "said"),
    [(stat.S_IFLNK, "link"), (stat.S_IFIFO, "no ordinary"), (stat.S_IFCHR, "no ordinary")],
)
def test_links_and_devices_are_refused(mode, said):
    assert said in refused(zipped({entry("a.ipynb", mode | 0o777): b"/etc/passwd"}))


def test_an_encrypted_entry_is_refused():
    content = bytearray(zipped({"a.ipynb": b"x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert refused(bytes(content)) == "it is encrypted"


def test_an_unusual_compression_is_refused():
    assert "packed" in refused(zipped({"a.ipynb": b"x" * 99}, compression=zipfile.ZIP_LZMA))


def test_a_bomb_is_refused_unread():
    bomb = zipped({"a.ipynb": bytes(15 << 20)}, compression=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 1 << 15
    assert "250-fold" in refused(bomb)
    long = zipped({"a.ipynb": bytes(200 << 20)}, compression=zipfile.ZIP_DEFLATED)
    tracemalloc.start()
    assert "at most 16 MiB" in refused(long)
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_length_is_cut_off():
    content = bytearray(zipped({"a.ipynb": bytes(200 << 20)}, compression=zipfile.ZIP_DEFLATED))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 1000)
    tracemalloc.start()
    assert "damaged" in refused(bytes(content)) or "longer" in refused(bytes(content))
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_a_wrong_checksum_is_noticed():
    content = zipped({"a.ipynb": b"abcdef"}).replace(b"abcdef", b"abcdeg")
    assert "damaged" in refused(content)


def test_entries_that_share_their_bytes_are_refused():
    content = bytearray(zipped({"a.ipynb": b"x" * 100, "b.ipynb": b"x" * 100}))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    with pytest.raises(Unreadable, match="overlap"):
        Archive(bytes(content))


def test_too_many_entries_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MAX_INNER_ENTRIES", 3)
    content = zipped({f"{n}.ipynb": b"" for n in range(4)})
    with pytest.raises(Unreadable, match="4 entries"):
        Archive(content, inner=True)
    assert len(Archive(content).files) == 4


def test_a_directory_that_claims_to_be_huge_is_not_read():
    content = bytearray(zipped({"a.ipynb": b"x"}))
    end = content.index(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<I", 0xFFFFFFF0)
    with pytest.raises(Unreadable, match="no zip archive"):
        Archive(bytes(content))


def test_a_directory_of_many_mebibytes_is_not_read(tmp_path):
    size = archives.MAX_DIRECTORY + 1
    with (tmp_path / "a.zip").open("wb") as file:
        file.truncate(size)  # a hole: it takes no room
        file.seek(size)
        file.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, size, 0, 0))
    tracemalloc.start()
    with pytest.raises(Unreadable, match="directory is too large"):
        Archive(tmp_path / "a.zip")
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_a_student_s_archive_of_a_million_empty_entries_costs_no_memory():
    """Each takes 47 bytes in the directory, and ten times as many once it was looked at."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, *[0] * 8, 1, *[0] * 6) + b"a"
    directory = entry * (archives.MAX_INNER_DIRECTORY // len(entry) + 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="directory is too large"):
        Archive(directory + end, inner=True)
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_an_entry_that_is_shorter_than_it_says_is_refused():
    content = bytearray(zipped({"a.ipynb": b"x" * 1000}, compression=zipfile.ZIP_DEFLATED))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 2000)
    assert "not as long" in refused(bytes(content))


def test_a_name_that_stands_twice_is_said_and_the_last_counts():
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zipped({entry("a.ipynb"): b"one", entry("a.ipynb"): b"two"})
    archive = Archive(content)
    assert [each.read(9) for each in archive.files] == [b"two"]
    assert "stands 2 times" in archive.odd[0]


def test_old_archives_with_unmarked_unicode_names_are_read():
    content = bytearray(zipped({"王小明.ipynb": b"x"}))
    for signature, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        content[content.index(signature) + offset] &= ~0x08
    assert [each.path for each in Archive(bytes(content)).files] == ["王小明.ipynb"]


@pytest.mark.parametrize("content", [b"", b"PK", notebook(), b"PK\x03\x04" * 100])
def test_what_is_no_archive_is_said_to_be_none(content, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    for source in (content, path):
        with pytest.raises(Unreadable, match="no zip archive"):
            Archive(source)


def test_an_empty_archive_has_no_files():
    assert Archive(zipped({})).files == []


def test_a_directory_of_many_gigabytes_in_zip64_is_not_read():
    end = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, 2**40, 0)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, 0, 1)
    last = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, *[0xFFFFFFFF] * 2, 0)
    with pytest.raises(Unreadable, match="no zip archive"):
        Archive(end + locator + last)


WHOLE = zipped({"a.ipynb": notebook(), "b/c.ipynb": b"x" * 3000}, compression=zipfile.ZIP_DEFLATED)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 8))
def test_a_damaged_archive_is_read_or_refused(seed, n):
    """Bytes are overwritten, mostly in the headers and the directory."""
    draw = random.Random(seed)
    content = bytearray(WHOLE)
    for _ in range(n):
        content[draw.randrange(len(content))] = draw.choice((0, 0xFF, draw.randrange(256)))
    if draw.random() < 0.2:
        del content[draw.randrange(len(content)) :]
    try:
        files = Archive(bytes(content)).files
    except Unreadable:
        return
    for each in files:
        with contextlib.suppress(Unreadable):
            assert len(each.read(1 << 20)) <= 1 << 20
