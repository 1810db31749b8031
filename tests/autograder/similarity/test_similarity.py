"""Similar works are found however they were disguised; independent ones and idioms are not."""

import functools
import json
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.build import load
from autograder.cli import class_answers
from autograder.similarity import CODE, PROSE, Cell, Work, find_similar, text
from autograder.similarity import fingerprints as fp
from autograder.similarity.text import MAX_TEXT, tokens
from tests.submissions import make

REFERENCE = "the reference solution"


@functools.cache
def assignment(homework):
    return load(homework)


def texts(homework, name):
    """What a sample student wrote, without what the sample takes from another."""
    source = (make.FOLDER / homework / f"{name}.py").read_text(encoding="utf-8")
    own = set(re.findall(r"^# %% \[([\w\-]+)\]", source, re.MULTILINE))
    return {k: v for k, v in make.load(homework, name).blocks.items() if k in own}


def compared(homework, students, groups=None):
    found = assignment(homework)
    works = class_answers.works(found, students, groups or {})
    return find_similar(
        [*works, class_answers.reference(found, REFERENCE)],
        class_answers.release(found),
        frozenset(found.homework.exercises),
    )


def renamed(text):
    """The same program with other names for variables, other comments and other spaces."""
    for number, name in enumerate(
        ("theta", "step", "gradient", "delta", "history", "rows", "state", "cache", "loss", "mask")
    ):
        text = re.sub(rf"(?<![\w.\"']){name}\b(?!\")", f"q{number}", text)
    return re.sub(r"\n(?= )", "  # mine\n", text.replace(" = ", "=").replace(", ", ","))


def pairs(found):
    return {frozenset((pair.first, pair.second)): pair for pair in found.pairs}


@pytest.mark.parametrize("homework", ["hw1a", "hw1b"])
def test_a_copy_with_other_names_and_another_order_is_found_and_right_answers_are_not(homework):
    mine = texts(homework, "right-with-loops")
    # the functions of all cells trade places two by two
    names = list(mine)
    moved = dict(zip(names, [renamed(mine[name]) for name in reversed(names)], strict=True))
    students = {
        "loops": mine,
        "copy": moved,
        "style": texts(homework, "right-other-style"),
    }
    found = pairs(compared(homework, students))
    assert frozenset(("loops", "copy")) in found
    assert found[frozenset(("loops", "copy"))].share_first > 0.8
    assert not {frozenset(("loops", "style")), frozenset(("copy", "style"))} & set(found)


@pytest.mark.parametrize("homework", ["hw1a", "hw1b"])
def test_independent_right_answers_are_no_pair(homework):
    names = ("right-vectorised", "right-with-loops", "right-other-style")
    students = {name: texts(homework, name) for name in names}
    found = compared(homework, students)
    assert not {pair for pair in pairs(found) if REFERENCE not in pair}
    assert found.same == ()


def test_the_release_contributes_nothing():
    found = assignment("hw1b")
    blank = {cell.id: cell.released for cell in found.cells if cell.kind in ("solution", "manual")}
    result = compared("hw1b", {"ada": blank, "bob": dict(blank), "cleo": dict(blank)})
    assert result.pairs == ()
    assert result.same == ()


def lines(function, n=30):
    """Code of its own: no two functions share a run of tokens."""
    return "\n".join(f"a{i} = np.{function}(x[{i}], {i} * k) - {i}" for i in range(n))


def test_what_was_given_and_is_pasted_into_an_answer_contributes_nothing():
    given_code = lines("exp", 60)
    works = [
        Work(name, (Cell("f", f"{lines(own)}\n{given_code}"),))
        for name, own in (("ada", "log"), ("bob", "abs"))
    ]
    assert find_similar(works, []).pairs
    assert find_similar(works, [Cell("given", given_code)]).pairs == ()
    pasted = [Work(name, (Cell("f", f"y = 1\n{given_code}"),)) for name in ("ada", "bob")]
    assert find_similar(pasted, []).same == (("ada", "bob"),)
    assert find_similar(pasted, [Cell("given", given_code)]).same == ()


def test_what_is_common_counts_neither_for_nor_against_a_pair():
    idiom = Cell("f", lines("exp", 60))
    works = [Work(f"s{i}", (idiom, Cell("g", f"{lines(f'own{i}')}"))) for i in range(10)]
    works += [Work(name, (idiom, Cell("g", lines("log")))) for name in ("ada", "bob")]
    (pair,) = find_similar(works, []).pairs
    assert (pair.first, pair.second) == ("ada", "bob")
    assert 300 < pair.tokens <= len(tokens(lines("log"), CODE).words)
    assert (pair.share_first, pair.share_second) == (1, 1)
    assert [cell.first_name for cell in pair.cells] == ["g"]


def test_a_copy_of_the_reference_is_named():
    found = assignment("hw1a")
    copied = {cell.id: renamed(cell.source) for cell in found.cells if cell.kind == "solution"}
    result = compared("hw1a", {"ada": copied, "bob": texts("hw1a", "right-with-loops")})
    assert ("ada", REFERENCE) in result.same
    assert frozenset(("ada", REFERENCE)) in pairs(result)


def test_a_copy_of_one_long_part_is_found_among_own_work():
    mine, other = texts("hw1b", "right-with-loops"), texts("hw1b", "right-other-style")
    taken = {name: renamed(mine[name]) for name in list(mine)[-12:]}
    found = pairs(compared("hw1b", {"loops": mine, "half": other | taken, "style": other}))
    assert frozenset(("loops", "half")) in found


def test_members_of_a_group_are_not_held_against_one_another():
    mine = texts("hw1a", "right-with-loops")
    students = {"ada": mine, "bob": dict(mine), "cleo": dict(mine)}
    found = compared("hw1a", students, {"ada": "one", "bob": "one"})
    assert frozenset(("ada", "bob")) not in pairs(found)
    assert frozenset(("ada", "cleo")) in pairs(found)
    together = compared("hw1a", {"ada": mine, "bob": mine}, {"ada": "one", "bob": "one"})
    assert (together.pairs, together.same) == ((), ())


def test_what_much_of_the_class_has_is_no_evidence_but_the_same_throughout_is_named():
    mine, other = texts("hw1a", "right-with-loops"), texts("hw1a", "right-other-style")
    students = {f"s{i}": mine | {"train": f"def train():\n    return {i}"} for i in range(10)}
    students |= {"ada": other, "bob": {k: renamed(v) for k, v in other.items()}}
    found = compared("hw1a", students)
    assert set(pairs(found)) == {frozenset(("ada", "bob"))}
    students = {f"s{i}": dict(mine) for i in range(10)} | {"ada": other}
    assert compared("hw1a", students).same == (tuple(f"s{i}" for i in range(10)),)


def test_the_passages_are_those_that_both_have():
    mine = texts("hw1a", "right-with-loops")
    (pair,) = (
        pair
        for pair in compared(
            "hw1a", {"ada": mine, "bob": {k: renamed(v) for k, v in mine.items()}}
        ).pairs
        if REFERENCE not in (pair.first, pair.second)
    )
    assert pair.cells
    for cell in pair.cells:
        sides = [
            [
                word
                for each in side
                if each.shared
                for word in tokens(each.text, CODE, frozenset(mine)).words
            ]
            for side in (cell.first, cell.second)
        ]
        if cell.first_name == cell.second_name and "discussion" not in cell.first_name:
            assert sides[0] == sides[1]
        assert any(each.shared for each in cell.first)


def test_prose_is_compared_by_its_words():
    words = [f"{step} gives {step * 7 % 11} and the loss falls" for step in range(40)]
    essay = Cell("why", ". ".join(words), PROSE)
    typed_again = Cell("why", ",\n".join(words).upper(), PROSE)
    own = Cell("why", " ".join(f"word{i}" for i in range(300)), PROSE)
    works = [Work("ada", (essay,)), Work("bob", (typed_again,)), Work("cleo", (own,))]
    found = find_similar(works, [])
    assert [(pair.first, pair.second) for pair in found.pairs] == [("ada", "bob")]
    assert found.same == (("ada", "bob"),)
    assert find_similar(works, [essay]).pairs == ()


def test_names_layout_and_comments_change_no_token_but_what_is_called_does():
    one = "def f(x):\n    '''Twice.'''\n    total = np.exp(x) + 0.50  # e\n    return total"
    two = "def f( value ):\n  s=np.exp(value)+.5\n  return s"
    other = one.replace("exp", "log")
    given_names = frozenset({"f", "np"})
    assert tokens(one, CODE, given_names).words == tokens(two, CODE, given_names).words
    assert tokens(one, CODE, given_names).words != tokens(other, CODE, given_names).words


@given(st.text(max_size=300))
def test_any_text_at_all_has_tokens_in_order_and_inside_it(text):
    for language in (CODE, PROSE):
        words, starts, ends = tokens(text, language)
        assert len(words) == len(starts) == len(ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
        assert list(starts) == sorted(starts)


def test_a_text_without_end_is_cut():
    assert max(tokens("x = 1\n" * MAX_TEXT, CODE).ends) <= MAX_TEXT


@given(
    st.lists(st.sampled_from("abc"), min_size=fp.K[CODE] + fp.WINDOW - 1, max_size=40),
    st.lists(st.sampled_from("xyz"), max_size=30),
    st.lists(st.sampled_from("uvw"), max_size=30),
)
def test_a_common_run_of_the_guaranteed_length_shares_a_fingerprint(run, before, after):
    def chosen(words):
        cut = tokens(" ".join(f"'{word}'" for word in words), CODE)
        return set(fp.chosen(fp.all_hashes(cut, CODE))[0].tolist())

    assert chosen(run) & chosen(before + run + after)


def test_fingerprints_are_the_same_in_every_process():
    code = (
        "from autograder.similarity import CODE, fingerprints as fp;"
        "from autograder.similarity.text import tokens;"
        f"print(fp.all_hashes(tokens({LOOP!r}, CODE), CODE).tolist())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True)
    here = fp.all_hashes(tokens(LOOP, CODE), CODE)
    assert json.loads(done.stdout) == here.tolist()
    assert here.max() < 2**48


LOOP = "for i in range(len(x)): total += x[i] * w[i] / np.sum(x)"


def test_nothing_to_compare_is_no_error():
    assert find_similar([], []).pairs == ()
    assert find_similar([Work("ada", ())], []).pairs == ()
    assert find_similar([Work("ada", ()), Work("bob", (Cell("f", ""),))], []).same == ()
    assert np.array_equal(fp.chosen(np.empty(0, dtype=np.int64))[0], [])


@pytest.mark.parametrize("blanks", [" ", "\n\t", " \n", "\f\n", "\t"])
def test_thousands_of_blanks_are_no_work_for_the_lexer(monkeypatch, blanks):
    """It would look at all of them again for each one: ten seconds for a cell."""
    lexed = []
    cut = text._lexer.get_tokens_unprocessed

    def look(plain):
        lexed.append(plain)
        return cut(plain)

    monkeypatch.setattr(text._lexer, "get_tokens_unprocessed", look)
    source = f"match{blanks * 7_000}value + 7"
    words, starts, ends = tokens(source, CODE)
    assert blanks * 50 not in lexed[0].replace("\n" * 100, "")
    assert words[-2:] == ("+", "7.0")
    assert [source[a:b] for a, b in zip(starts, ends, strict=True)][-3:] == ["value", "+", "7"]
