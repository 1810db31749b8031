"""Part 5: two worked solutions with one wrong line each, both after slips that were in print."""

from __future__ import annotations

from autograder.exercise import Choice
from autograder.homework.hw1a.declaration import slips

# A slip of deck B2 (BMI 707, "Complete the table" and the slide before it): the row (1, 0) says
# h = 0.5 and p = 0.38, and the performance below it follows from that.
slip_1 = slips.answers(
    "slip_1",
    title="A finished table",
    entries={
        "line": Choice(3, options=[1, 2, 3, 4, 5]),
        "reason": Choice(
            "c",
            options={
                "a": "The bias was left out of the weighted sum.",
                "b": "p = 0.5 is a tie, and a tie is a 0.",
                "c": "The sign of h was lost on the way to p: where h is positive, p is above ½.",
                "d": "The squared error was summed where it should be averaged.",
            },
        ),
    },
    prompt=r"""
Somebody has filled in the OR table for $w = (1, -1)$, $b = -0.5$ and summed it up:

| line | | | | |
|---|---|---|---|---|
| 1 | row (0, 0): | $h = -0.5$ | $p = 0.38$ | $\hat y = 0$ |
| 2 | row (0, 1): | $h = -1.5$ | $p = 0.18$ | $\hat y = 0$ |
| 3 | row (1, 0): | $h = 0.5$ | $p = 0.38$ | $\hat y = 0$ |
| 4 | row (1, 1): | $h = -0.5$ | $p = 0.38$ | $\hat y = 0$ |
| 5 | in all: | 1 of 4 right | squared errors | $0.1444 + 0.6724 + 0.3844 + 0.3844 = 1.5856$ |

Type the **first** wrong line (later lines may follow from it) and the letter
of what went wrong there:

- **a** The bias was left out of the weighted sum.
- **b** $p = 0.5$ is a tie, and a tie is a 0.
- **c** The sign of $h$ was lost on the way to $p$: where $h$ is positive, $p$ is above ½.
- **d** The squared error was summed where it should be averaged.
""".strip(),
)
slip_1.check_entries("line", points=1, title="the first wrong line")
slip_1.check_entries("reason", points=1, hidden=True, title="what went wrong")


@slip_1.mistake(
    "Line 5 does follow from the lines above it: with p = 0.38 in line 3 one row is right, and the "
    "errors add up. Look for the line that starts it."
)
def blames_the_total():
    return {"line": 5}


@slip_1.mistake(
    "Line 1 is right: h = −0.5 gives 1/(1 + exp(0.5)) = 0.38. Now which other h got the same p?"
)
def blames_the_first_row():
    return {"line": 1}


@slip_1.mistake(
    "Line 2 is right: h = −1 − 0.5 = −1.5 and 1/(1 + exp(1.5)) = 0.18. Compare h = 0.5 with "
    "h = −0.5 next."
)
def blames_the_second_row():
    return {"line": 2}


@slip_1.mistake("The bias is in every h of this table: row (0, 0) has h = b = −0.5.")
def suspects_the_bias():
    return {"reason": "a"}


# A slip of deck N (NBIS, "Gradient descent strategy"): the loop takes each weight in turn,
# computes its derivative and moves it before the next derivative is taken.
slip_2 = slips.answers(
    "slip_2",
    title="A step of gradient descent",
    entries={
        "line": Choice(4, options=[1, 2, 3, 4, 5]),
        "reason": Choice(
            "b",
            options={
                "a": "The factor 2 of the squared error was lost.",
                "b": "The gradient was taken at a point where one weight had already moved.",
                "c": "The gradients were summed over the rows where they should be averaged.",
                "d": "The step went uphill: the sign of the gradient was lost.",
            },
        ),
    },
    prompt=r"""
Somebody takes one step of gradient descent on the OR table from $w = (1, -1)$, $b = -0.5$, with
the average gradient of the squared error and learning rate 1. Write
$\delta = 2(p - y)\,p\,(1 - p)$.

1. The probabilities are $p = (0.378, 0.182, 0.622, 0.378)$.
2. So $\delta = (0.177, -0.244, -0.177, -0.293)$.
3. For $w_1$: $(0 + 0 - 0.177 - 0.293)/4 = -0.118$, so $w_1 = 1 + 0.118 = 1.118$.
4. For $w_2$: now $w = (1.118, -1)$ gives $p = (0.378, 0.182, 0.650, 0.406)$ and
   $\delta = (0.177, -0.244, -0.159, -0.287)$; $(0 - 0.244 + 0 - 0.287)/4 = -0.133$, so
   $w_2 = -1 + 0.133 = -0.867$.
5. For $b$, with the $\delta$ of line 2: $(0.177 - 0.244 - 0.177 - 0.293)/4 = -0.134$, so
   $b = -0.5 + 0.134 = -0.366$.

Type the wrong line and the letter of what went wrong there:

- **a** The factor 2 of the squared error was lost.
- **b** The gradient was taken at a point where one weight had already moved.
- **c** The gradients were summed over the rows where they should be averaged.
- **d** The step went uphill: the sign of the gradient was lost.
""".strip(),
)
slip_2.check_entries("line", points=1, title="the wrong line")
slip_2.check_entries("reason", points=1, hidden=True, title="what went wrong")


@slip_2.mistake(
    "Line 5 uses the δ of line 2, which belongs to the weights before the step, and that is right."
)
def blames_the_bias():
    return {"line": 5}


@slip_2.mistake("Line 3 is right: the mean over four rows is −0.470/4 = −0.118.")
def blames_the_first_weight():
    return {"line": 3}


@slip_2.mistake(
    "Line 2 is right, with its 2: in row (0, 0) δ is 2 · 0.378 · 0.378 · 0.622 = 0.177."
)
def blames_the_delta():
    return {"line": 2}


@slip_2.mistake("Every line has its 2: try line 2, row (0, 0): 2 · 0.378 · 0.378 · 0.622 = 0.177.")
def misses_a_two():
    return {"reason": "a"}


@slip_2.mistake("Both weights are divided by 4: these are means.")
def suspects_a_sum():
    return {"reason": "c"}
