"""Part 6: three worked solutions with one wrong line each, all after slips that were in print."""

from __future__ import annotations

from autograder.exercise import Choice
from autograder.homework.hw1b.declaration import slips

LINES = [1, 2, 3, 4, 5]

# A slip of deck B2 ("Multilayer Perceptrons", hidden layer weight derivatives): the factor w_oj
# is missing.
slip_1 = slips.answers(
    "slip_1",
    title="Back to the hidden layer",
    entries={
        "line": Choice(4, options=LINES),
        "reason": Choice(
            "c",
            options={
                "a": "The factor 2 of the squared error was lost.",
                "b": "The slope of a sigmoid was taken from the weighted sum z.",
                "c": "The weight through which each hidden unit reaches the output was left out.",
                "d": "The wrong input was multiplied: it should be X₂.",
            },
        ),
    },
    prompt=r"""
Somebody takes the 2-3-1 net with all its parameters doubled, so $w_o = (2, 2, -2)$ and
$b_o = -1$, and works the row $X_1 = 1$, $X_2 = 0$ with $y = 1$ and the loss
$\ell = (y - p)^2$. Everything is computed in full precision; what is written is rounded.

1. The hidden units have $z = (1, -3, -1)$, so $a = (0.7311, 0.0474, 0.2689)$.
2. The output has $o = 2 a_1 + 2 a_2 - 2 a_3 - 1 = 0.019$, so $p = 0.5048$.
3. With $\delta = 2(p - y)\,p\,(1 - p)$ the derivative by $o$ is $\delta = -0.248$.
4. The weights from $X_1$:
   $\partial \ell / \partial w_{1j} = \delta\, a_j (1 - a_j)\, X_1 = (-0.049, -0.011, -0.049)$.
5. The weights of the output:
   $\partial \ell / \partial w_{oj} = \delta\, a_j = (-0.181, -0.012, -0.067)$.

Type the wrong line and the letter of what went wrong there:

- **a** The factor 2 of the squared error was lost.
- **b** The slope of a sigmoid was taken from the weighted sum $z$.
- **c** The weight through which each hidden unit reaches the output was left out.
- **d** The wrong input was multiplied: it should be $X_2$.
""".strip(),
)
slip_1.check_entries("line", points=0.5, title="the wrong line")
slip_1.check_entries("reason", points=0.5, hidden=True, title="what went wrong")


@slip_1.mistake(
    "Line 5 is right: ∂o/∂w_oj is a_j alone. A weight does not stand in its own gradient here."
)
def blames_the_output_weights():
    return {"line": 5}


@slip_1.mistake("Line 3 is right, with its 2: 2 · (0.5048 − 1) · 0.5048 · 0.4952 = −0.248.")
def blames_delta():
    return {"line": 3}


@slip_1.mistake("Line 2 is right: o = 1.4622 + 0.0948 − 0.5378 − 1 = 0.019, a little above 0.")
def blames_the_output():
    return {"line": 2}


@slip_1.mistake("Line 1 is right: unit 1 has z = 2 · 1 − 1 = 1, and σ(1) = 0.731.")
def blames_the_hidden_sums():
    return {"line": 1}


@slip_1.mistake("The 2 is there: it is in δ. Which factor leads from o back to unit j?")
def misses_a_two():
    return {"reason": "a"}


@slip_1.mistake("The slope a(1 − a) is taken from the activations, and that is right.")
def suspects_the_slope():
    return {"reason": "b"}


@slip_1.mistake("w_1j multiplies X₁, so X₁ is the right input; X₂ is for w_2j.")
def suspects_the_input():
    return {"reason": "d"}


# Another slip of deck B2 ("Multilayer Perceptrons", output layer weight derivatives): the 2 of the
# square is missing, which the same deck has for the perceptron.
slip_2 = slips.answers(
    "slip_2",
    title="The gradient of the output",
    entries={
        "line": Choice(3, options=LINES),
        "reason": Choice(
            "a",
            options={
                "a": "The derivative of the square was taken without its factor 2.",
                "b": "The slope p(1 − p) does not belong into the gradient of the output.",
                "c": "The weight w_oj was left out.",
                "d": "The sign was turned: the first factor is y − p.",
            },
        ),
    },
    prompt=r"""
Now the 2-3-1 net as it was given, $w_o = (1, 1, -1)$ and $b_o = -0.5$, in the row $X_1 = 0$,
$X_2 = 1$ with $y = 1$, again with $\ell = (y - p)^2$, computed in full precision and rounded where
it is written.

1. The hidden units have $z = (-1.5, 0.5, -0.5)$, so $a = (0.1824, 0.6225, 0.3775)$.
2. The output has $o = a_1 + a_2 - a_3 - 0.5 = -0.073$, so $p = 0.482$.
3. The weights of the output:
   $\partial \ell / \partial w_{oj} = (p - y)\,p\,(1 - p)\,a_j = (-0.024, -0.081, -0.049)$.
4. The weights from $X_2$, with $\partial \ell / \partial o = -0.259$:
   $\partial \ell / \partial w_{2j} = -0.259\, w_{oj}\, a_j (1 - a_j)\, X_2 =
   (-0.039, -0.061, 0.061)$.
5. The weights from $X_1$: here $X_1 = 0$, so
   $\partial \ell / \partial w_{1j} = (0.000, 0.000, 0.000)$.

Type the wrong line and the letter of what went wrong there:

- **a** The derivative of the square was taken without its factor 2.
- **b** The slope $p(1 - p)$ does not belong into the gradient of the output.
- **c** The weight $w_{oj}$ was left out.
- **d** The sign was turned: the first factor is $y - p$.
""".strip(),
)
slip_2.check_entries("line", points=0.5, title="the wrong line")
slip_2.check_entries("reason", points=0.5, hidden=True, title="what went wrong")


@slip_2.mistake(
    "Line 4 is right, with the w_oj and the derivative by o that it names. Now compare this −0.259 "
    "with what line 3 has before a_j."
)
def blames_the_hidden_weights():
    return {"line": 4}


@slip_2.mistake("Line 5 is right: a weight whose input is 0 changes nothing, its gradient is 0.")
def blames_the_zeros():
    return {"line": 5}


@slip_2.mistake("Line 2 is right: o is a little below 0, so p is a little below ½.")
def blames_the_probability():
    return {"line": 2}


@slip_2.mistake("Line 1 is right: unit 2 has z = 1 − 0.5 = 0.5, and σ(0.5) = 0.6225.")
def blames_the_hidden_units():
    return {"line": 1}


@slip_2.mistake(
    "The output is a sigmoid: its slope p(1 − p) lies between the loss and all weights."
)
def suspects_the_output_s_slope():
    return {"reason": "b"}


@slip_2.mistake("w_oj stands in the gradients of the layer before; ∂o/∂w_oj is a_j alone.")
def misses_the_weight():
    return {"reason": "c"}


@slip_2.mistake(
    "p is too small here, more of it means less loss, so the derivative by p must be negative: "
    "p − y is."
)
def suspects_the_sign():
    return {"reason": "d"}


# A slip of deck N (NBIS, "Gradient descent strategy"): for each weight in turn, compute its
# derivative and move it, before the next derivative is taken.
slip_3 = slips.answers(
    "slip_3",
    title="One step for two neurons",
    entries={
        "line": Choice(5, options=LINES),
        "reason": Choice(
            "d",
            options={
                "a": "The step went uphill: the gradient should be subtracted.",
                "b": "The slope of the first neuron was left out.",
                "c": "The input x does not belong into the gradient of w₁.",
                "d": "The gradient was taken with a weight that had already moved.",
            },
        ),
    },
    prompt=r"""
Two sigmoid neurons in a row, $z_1 = w_1 x + b_1$ and $z_2 = w_2 a_1 + b_2$, with $x = 2$, $y = 1$,
$w_1 = 0.5$, $b_1 = -1$, $w_2 = 1$, $b_2 = -0.5$ and the loss $\ell = \frac12 (y - a_2)^2$. One step
of gradient descent with learning rate 4:

1. $z_1 = 0$, $a_1 = 0.5$, $z_2 = 0$, $a_2 = 0.5$, so
   $\delta_2 = (a_2 - y)\,a_2 (1 - a_2) = -0.125$.
2. $\partial \ell / \partial w_2 = \delta_2\, a_1 = -0.0625$, so $w_2 = 1 + 4 \cdot 0.0625 = 1.25$.
3. $\partial \ell / \partial b_2 = \delta_2 = -0.125$, so $b_2 = -0.5 + 4 \cdot 0.125 = 0$.
4. $\partial \ell / \partial b_1 = \delta_2 \cdot 1 \cdot a_1 (1 - a_1) = -0.03125$, so
   $b_1 = -1 + 4 \cdot 0.03125 = -0.875$.
5. $\partial \ell / \partial w_1 = \delta_2 \cdot 1.25 \cdot a_1 (1 - a_1)\, x = -0.078125$, so
   $w_1 = 0.5 + 4 \cdot 0.078125 = 0.8125$.

Type the wrong line and the letter of what went wrong there:

- **a** The step went uphill: the gradient should be subtracted.
- **b** The slope of the first neuron was left out.
- **c** The input $x$ does not belong into the gradient of $w_1$.
- **d** The gradient was taken with a weight that had already moved.
""".strip(),
)
slip_3.check_entries("line", points=0.5, title="the wrong line")
slip_3.check_entries("reason", points=0.5, hidden=True, title="what went wrong")


@slip_3.mistake(
    "Line 4 is right: the 1 in it is w₂ as it was before the step, and b₁ has no input to multiply."
)
def blames_the_first_bias():
    return {"line": 4}


@slip_3.mistake("Line 3 is right: a bias has the gradient δ₂ itself, and −0.5 + 0.5 = 0.")
def blames_the_second_bias():
    return {"line": 3}


@slip_3.mistake("Line 2 is right: the gradient is negative, so the weight grows, by 4 · 0.0625.")
def blames_the_second_weight():
    return {"line": 2}


@slip_3.mistake(
    "Line 1 is right: with half the square there is no 2, and −0.5 · 0.5 · 0.5 = −0.125."
)
def blames_the_second_delta():
    return {"line": 1}


@slip_3.mistake(
    "Minus a negative gradient is plus: a₂ is below y, and larger parameters bring it up. That is "
    "downhill."
)
def suspects_the_direction():
    return {"reason": "a"}


@slip_3.mistake("The slope a₁(1 − a₁) is in lines 4 and 5, as it must be.")
def suspects_the_first_slope():
    return {"reason": "b"}


@slip_3.mistake("w₁ multiplies x, so x = 2 does belong into its gradient; b₁ has no such factor.")
def suspects_the_first_input():
    return {"reason": "c"}
