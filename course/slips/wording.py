"""Slips of words and of print: nothing to derive, but parsers and readers stumble over them."""

from __future__ import annotations

from course.slips.slip import Slip

_LATIN = str.maketrans({"У": "y", "у": "y", "р": "p"})


def _as_printed(header: str) -> str:
    return header


def _in_latin(header: str) -> str:
    return header.translate(_LATIN)


def _flattened(exponent: int) -> int:
    return int(f"10{exponent}")


def _power(exponent: int) -> int:
    return int(10**exponent)


SLIPS = (
    Slip(
        "E17",
        "wording",
        ("companion",),
        "Perceptron to MLP (line 611)",
        "feature engineering is the hallmark of deep learning",
        "feature learning, as in Beam's deck",
        "Engineering features by hand is what deep learning does away with.",
    ),
    Slip(
        "E28",
        "wording",
        ("erdem",),
        "A brief history of computers, slide 11 (line 140)",
        "102, 103, 105, 108, 1011",
        r"$10^2, 10^3, 10^5, 10^8, 10^{11}$",
        "The exponents were flattened in the extracted text.",
        _flattened,
        _power,
        (5,),
    ),
    Slip(
        "E37",
        "wording",
        ("louppe",),
        "Examples 1 and 2 (lines 100 to 130), The Mark I (line 38), softmax (line 177)",
        "'a local minima', 'the global minima', 'sigmoid action', 'Percetron', 'heavyside'; Bottou "
        "2011 cited, 2008 listed",
        "a local minimum, the global minimum, sigmoid activation, Perceptron, Heaviside",
        "Minima is the plural.",
    ),
    Slip(
        "E43",
        "wording",
        ("sennblad",),
        "Backward pass (line 273), Gradient Descent in higher dimensions (line 164)",
        "'y = = 0.01', 'resonably', 'ReLu', 'PreLu'",
        "y = 0.01, reasonably, ReLU, PReLU",
        "Slips of the pen.",
    ),
    Slip(
        "E44",
        "wording",
        ("beam",),
        "throughout",
        "'Gradient Decscent', 'a single neural', 'our perception performs', 'a familiar why', "
        "'approachs'; p printed as .62; the heading of the last column lost; nearly all formulas "
        "are pictures",
        "descent, a single neuron, our perceptron, a familiar way, approaches; 0.62",
        "Slips of the pen.",
    ),
    Slip(
        "E45",
        "wording",
        ("companion",),
        "table headings (lines 152, 256, 275, 297, 354 and 373) and formulas",
        "Cyrillic letters that look like y and p as headings; '. o-a' for a 1; formulas that lost "
        "a backslash; 'Out first network', 'MPLs'",
        "Latin y and p; y = 1; our first network, MLPs",
        "A program that looks for a column called y does not find it.",
        _as_printed,
        _in_latin,
        ("у",),
    ),
    Slip(
        "E46",
        "wording",
        ("louppe",),
        "throughout",
        "most formulas after 'Therefore,' and 'Let' are missing from the extracted text",
        "see the author's published slides",
        "The text alone cannot be followed.",
    ),
)
