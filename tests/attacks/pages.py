"""What may not stand in a page: anything that runs, and any number of a hidden check."""

import re
from html.parser import HTMLParser

from autograder.engine.secret import rng_for
from autograder.exercise.grading import grade_exercise
from autograder.exercise.namespace import LocalNamespace

LIVE_TAGS = {
    *("script", "iframe", "frame", "object", "embed", "applet", "form", "base", "link", "portal"),
    *("foreignobject", "animate", "set", "template", "input", "button", "video", "audio", "use"),
}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc"}
_LIVE_ADDRESS = re.compile(r"\s*(javascript|vbscript|data:(?!image/png)|file)", re.I)
_WEB_ADDRESS = re.compile(r"\s*(https?:|//)", re.I)
_NUMBER = re.compile(r"\d+\.\d+(?:[eE][+-]?\d+)?")
DIGITS = 7
"""A number of so many digits, or more, is nowhere by chance."""


class _Finder(HTMLParser):
    def __init__(self, links):
        super().__init__(convert_charrefs=True)
        self.links = links
        self.found = []

    def acts(self, tag, value):
        to_the_web = _WEB_ADDRESS.match(value) and not (self.links and tag == "a")
        return to_the_web or _LIVE_ADDRESS.match(value)

    def handle_starttag(self, tag, attributes):
        if tag in LIVE_TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on"):
                self.found.append(f"<{tag} {name}=>")
            if name in ADDRESSES and self.acts(tag, value or ""):
                self.found.append(f"<{tag} {name}={value[:60]}>")
            if name == "style" and re.search(r"url\(|expression|@import", value or "", re.I):
                self.found.append(f"<{tag} style=>")
            if name == "http-equiv" and (value or "").lower() == "refresh":
                self.found.append("<meta refresh>")


def live_parts(html, links=False):
    """What would act in `html`: tags, handlers, addresses; `links` to the web may be allowed."""
    finder = _Finder(links)
    finder.feed(html)
    finder.close()
    return finder.found


class _Watched:
    """The references, and every number that goes in or comes out."""

    def __init__(self, names):
        self.names = LocalNamespace(names)
        self.numbers = set()

    def call(self, name, args, kwargs):
        reply = self.names.call(name, args, kwargs)
        self._keep([args, kwargs, reply.value])
        return reply

    def value(self, name):
        return self.names.value(name)

    def source(self, name):
        return ""

    def _keep(self, value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list | tuple):
            for each in value:
                self._keep(each)
        elif hasattr(value, "dtype") and value.dtype.kind == "f":
            self.numbers |= {float(each) for each in value.ravel()}
        elif isinstance(value, float):
            self.numbers.add(value)


def hidden_numbers(homework, secret, student):
    """Every number that a student's hidden checks send or expect, drawn anew."""
    functions = {e.name: e for e in homework.exercises.values() if e.kind == "function"}
    watched = _Watched({name: e.function for name, e in functions.items()})
    for name, exercise in functions.items():

        def make_rng(check, name=name):
            return rng_for(secret, homework.name, student, name, check)

        result = grade_exercise(exercise, watched, make_rng, "hidden")
        assert result.passed, f"the reference of {name} fails its own hidden checks"
    return {number for number in watched.numbers if _digits(repr(number)) >= DIGITS}


def leaked(text, numbers):
    """Those of `numbers` that stand in `text`, with seven digits or more."""
    by_length = {}
    found = set()
    for token in set(_NUMBER.findall(text)):
        n = min(_digits(token), 17)
        if n < DIGITS:
            continue
        if n not in by_length:
            by_length[n] = {f"{abs(number):.{n - 1}e}" for number in numbers}
        if f"{float(token):.{n - 1}e}" in by_length[n]:
            found.add(token)
    return found


def _digits(text):
    return len(text.lower().partition("e")[0].replace(".", "").replace("-", "").strip("0"))
