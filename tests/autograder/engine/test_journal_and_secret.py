"""The journal forgets nothing that was written whole; the secret is the owner's alone."""

import json
import stat
import subprocess
import sys

import numpy as np
import pytest

from autograder.engine.journal import Journal
from autograder.engine.secret import load_or_create, rng_for, secret_path


def test_records_are_there_again_after_a_restart(tmp_path):
    path = tmp_path / "deep" / "journal.jsonl"
    journal = Journal(path)
    journal.add("a", {"points": 1})
    journal.add("b", {"points": 2, "name": "é\n"})
    journal.add("a", {"points": 3})
    again = Journal(path)
    assert again.get("a") == {"points": 3}
    assert again.get("b") == {"points": 2, "name": "é\n"}
    assert again.get("c") is None
    assert "b" in again
    assert sorted(again) == ["a", "b"]
    assert len(again) == 2


def test_a_journal_cut_anywhere_keeps_what_was_whole_and_goes_on(tmp_path):
    path = tmp_path / "journal"
    for key in "abc":
        Journal(path).add(key, {"points": ord(key)})
    whole = path.read_bytes()
    ends = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        Journal(path).add("new", {"points": 0})
        kept = Journal(path)
        assert "new" in kept
        assert len(kept) >= 1 + sum(end <= cut for end in ends)


@pytest.mark.parametrize(
    "junk", [b"null\n", b"[]\n", b'{"key": 1}\n', b"\xff\xfe\n", b"\x00" * 50, b"[" * 99_999]
)
def test_junk_in_the_journal_is_passed_over(tmp_path, junk):
    path = tmp_path / "journal"
    path.write_bytes(junk + json.dumps({"key": "a", "record": {"x": 1}}).encode() + b"\n")
    assert Journal(path).get("a") in ({"x": 1}, None)
    Journal(path).add("b", {})
    assert "b" in Journal(path)


def test_a_record_that_was_changed_by_hand_does_not_count(tmp_path):
    path = tmp_path / "journal"
    Journal(path).add("a", {"points": 1})
    Journal(path).add("b", {"points": 2})
    path.write_bytes(path.read_bytes().replace(b'"points": 1', b'"points": 9'))
    assert Journal(path).get("a") is None
    assert Journal(path).get("b") == {"points": 2}


def test_after_a_full_disk_the_next_record_is_whole(tmp_path):
    journal = Journal(tmp_path / "journal")
    journal.add("a", {"points": 1})
    code = (
        "import resource, signal, sys\n"
        "from autograder.engine.journal import Journal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "journal = Journal(sys.argv[1])\n"
        "hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))\n"
        "try: journal.add('b', {'points': 'x' * 100})\n"
        "except OSError: pass\n"
        "else: raise SystemExit('the limit did not work')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))\n"
        "journal.add('c', {'points': 3})\n"
    )
    subprocess.run([sys.executable, "-c", code, str(journal.path)], check=True)
    assert sorted(Journal(journal.path)) == ["a", "c"]


def test_a_secret_that_others_can_read_is_closed_again(tmp_path):
    load_or_create(tmp_path)
    secret_path(tmp_path).chmod(0o644)
    load_or_create(tmp_path)
    assert stat.S_IMODE(secret_path(tmp_path).stat().st_mode) == 0o600


def test_a_run_that_died_while_it_made_the_secret_leaves_none(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.engine.secret.os.fsync", lambda fd: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load_or_create(tmp_path)
    monkeypatch.undo()
    assert len(load_or_create(tmp_path)) == 32


def test_what_is_no_file_is_no_secret(tmp_path):
    secret_path(tmp_path).mkdir(parents=True)
    with pytest.raises(ValueError, match="cannot be read"):
        load_or_create(tmp_path)


def test_the_secret_is_made_once_and_readable_by_the_owner_alone(tmp_path):
    secret = load_or_create(tmp_path)
    assert len(secret) == 32
    assert load_or_create(tmp_path) == secret
    assert stat.S_IMODE(secret_path(tmp_path).stat().st_mode) == 0o600
    assert load_or_create(tmp_path / "other") != secret


def test_a_damaged_secret_is_an_error_and_not_replaced(tmp_path):
    load_or_create(tmp_path)
    secret_path(tmp_path).write_text("abc")
    with pytest.raises(ValueError, match="expected 64 hexadecimal digits, got 3"):
        load_or_create(tmp_path)


def test_inputs_depend_on_secret_and_place_alone():
    def draw(secret, *where):
        return rng_for(secret, *where).random(4)

    first = draw(b"s", "hw", "ada", "f", "check")
    assert np.array_equal(first, draw(b"s", "hw", "ada", "f", "check"))
    others = [(b"t", "hw", "ada", "f", "check"), (b"s", "hw", "bob", "f", "check")]
    others += [(b"s", "hw", "ada", "f", "other"), (b"s", "hw", "adaf", "", "check")]
    assert all(not np.array_equal(first, draw(*other)) for other in others)


def of(submission, points):
    return {"points": points, "basis": {"submission": submission}}


def filled(path):
    """A journal of two students, who were graded often; ada handed in twice, and came back."""
    journal = Journal(path)
    for points in range(5):
        journal.add("ada", of("first", points))
        journal.add("bob", of("only", points))
    journal.add("ada", of("second", 7))
    journal.add("ada", of("first", 8))
    return journal


def test_compacting_keeps_the_last_result_of_each_submission(tmp_path):
    journal = filled(tmp_path / "journal")
    size = journal.path.stat().st_size
    assert journal.compact(at_least=0)
    assert journal.path.stat().st_size < size / 3
    for kept in (journal, Journal(journal.path)):
        assert kept.history("ada") == [of("second", 7), of("first", 8)]
        assert kept.get("bob") == of("only", 4)
    journal.add("bob", of("only", 5))
    assert Journal(journal.path).get("bob") == of("only", 5)


def test_a_journal_that_is_short_or_mostly_in_use_is_not_written_anew(tmp_path):
    journal = filled(tmp_path / "journal")
    assert not journal.compact()
    assert journal.compact(at_least=0)
    assert not journal.compact(at_least=0)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_kill_while_compacting_loses_nothing(tmp_path, step):
    journal = filled(tmp_path / "journal")
    code = (
        "import os, signal, sys\n"
        "from autograder.engine.journal import Journal\n"
        "journal = Journal(sys.argv[1])\n"
        f"os.{step} = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"
        "journal.compact(at_least=0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(journal.path)])
    assert done.returncode == -9
    again = Journal(journal.path)
    assert again.history("ada") == journal.history("ada")
    assert again.compact(at_least=0)
    assert again.get("ada") == of("first", 8)
    assert [path.name for path in tmp_path.iterdir()] == ["journal"]


def test_a_journal_of_which_the_last_line_lost_its_end_is_compacted_whole(tmp_path):
    journal = filled(tmp_path / "journal")
    journal.path.write_bytes(journal.path.read_bytes()[:-1])
    cut = Journal(journal.path)
    cut.add("cleo", of("x", 1))
    assert cut.compact(at_least=0)
    assert Journal(journal.path).get("ada") == of("first", 8)
    assert len(Journal(journal.path)) == 3


def test_a_long_journal_takes_no_memory(tmp_path):
    journal = Journal(tmp_path / "journal")
    record = {"text": "x" * 100_000}
    for number in range(100):
        journal.add(f"s{number}", record)
    code = (
        "import resource, sys\n"
        "from autograder.engine.journal import Journal\n"
        "def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak(); journal = Journal(sys.argv[1])\n"
        "assert len(journal) == 100 and len(journal.get('s99')['text']) == 100_000\n"
        "print(peak() - before)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(journal.path)], capture_output=True, check=True
    ).stdout
    assert int(said) < 4000, f"{said} KiB for a journal of 10 MB"
