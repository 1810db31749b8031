"""A small homework about lists of measurements, to try the machinery on."""

import numpy as np

from autograder.exercise import Choice, Formula, Homework, Integer, Number, compare, require


def make_toy():
    """Declare the homework anew, so that a test may change it."""
    toy = Homework("toy", title="Measurements", points=19)
    part1 = toy.part("functions", title="Part 1 · Functions", points=12)
    part2 = toy.part("by_hand", title="Part 2 · By hand", points=7)
    declare_scale(part1)
    declare_summary(part1)
    declare_fit(part1)
    declare_slope(part1)
    declare_table(part2)
    declare_pick(part2)
    part2.manual("essay", points=2, title="Say why", rubric="One point for each reason.")

    @toy.data("heights")
    def heights():
        return {"cm": np.array([150.0, 160.0])}

    return toy


def declare_scale(part):
    @part.function(array_form="(x - x.mean()) / x.std()", title="Scale")
    def scale(x):
        """Shift to mean 0 and scale to spread 1.

        Parameters
        ----------
        x : ndarray of float, shape (n,)
            Measurements.

        Returns
        -------
        scaled : ndarray of float, shape (n,)
            In units of the spread.
        """
        centred = x - x.mean()
        return centred / x.std()

    @scale.check(points=1, title="scales four measurements")
    def four_measurements(scale):
        compare(scale, np.array([1.0, 2.0, 3.0, 6.0]))

    @scale.check(points=1, hidden=True, title="has mean 0 and spread 1 on fresh numbers")
    def fresh_numbers(scale, rng):
        x = rng.normal(size=20) * 1234.5678
        compare(scale, x)
        scaled = scale(x)
        require(abs(scaled.mean()) < 1e-6, f"the mean of scale({x}) is not 0")

    @scale.mistake("The spread is squared: x.var() stands where x.std() should.")
    def divides_by_the_variance(x):
        return (x - x.mean()) / x.var()

    @scale.mistake("The mean is not taken off.")
    def forgets_the_mean(x):
        return x / x.std()

    @scale.mistake("The scaled numbers are written into the input.")
    def writes_into_x(x):
        x -= x.mean()
        return x / x.std()

    @scale.mistake("Every number is scaled by itself.")
    def always_stops(x):
        return 1 / 0


def declare_summary(part):
    scale = part.homework.exercises["scale"]

    @part.function(needs=(scale,), title="Summary")
    def summary(x):
        """Summarise.

        Returns
        -------
        largest : float
            The largest scaled measurement.
        order : ndarray of int, shape (n,)
            Where each stands.
        """
        z = scale(x)
        return z.max(), np.argsort(z)

    @summary.check(points=2, title="summarises three measurements")
    def three(summary):
        compare(summary, np.array([3.0, 1.0, 2.0]))

    @summary.check(points=2, hidden=True, title="unpacks into two results")
    def unpacks(summary, rng):
        _, order = summary.loosely(rng.normal(size=6))
        require(order.shape == (6,), "order has six members")
        compare(summary, rng.normal(size=6))

    @summary.mistake("The smallest is taken for the largest.")
    def smallest(x):
        z = scale(x)
        return z.min(), np.argsort(z)

    @summary.mistake("The order is backwards.")
    def backwards(x):
        z = scale(x)
        return z.max(), np.argsort(-z)

    @summary.mistake("Only one result is returned.")
    def one_result(x):
        return scale(x).max()


def declare_fit(part):
    @part.function(title="Fit")
    def fit(x, settings):
        """Follow a moving average.

        Returns
        -------
        history : dict
            "level": list of float; "last": float; "weights": dict of arrays.
        """
        level, levels = 0.0, []
        for value in x:
            level += settings["rate"] * (value - level)
            levels.append(float(level))
        return {"level": levels, "last": level, "weights": {"w": np.array([level, 1.0])}}

    @fit.check(points=1, title="follows two steps")
    def two_steps(fit):
        compare(fit, [1.0, 3.0], {"rate": 0.5})

    @fit.check(points=1, hidden=True, title="repeats exactly and comes nearer")
    def comes_nearer(fit, rng):
        x = np.full(9, rng.uniform(1, 2))
        history = fit(x, {"rate": 0.5})
        require(np.diff(history["level"]) > 0, "each level is nearer")
        require(abs(history["last"] - x[0]) < 0.1, "the last level is near")

    @fit.mistake("The rate is not used.")
    def jumps(x, settings):
        return fit.function(x, {"rate": 1.0})

    @fit.mistake("The step goes the wrong way.")
    def away(x, settings):
        return fit.function(x, {"rate": -settings["rate"]})

    @fit.mistake("Nothing moves.")
    def stays(x, settings):
        return fit.function(x, {"rate": 0.0})


def declare_slope(part):
    @part.function(title="Slope")
    def slope(f, x, step):
        """Difference quotient, in the middle.

        Returns
        -------
        slope : float
            (f(x + step) - f(x - step)) / (2 * step)
        """
        return (f(x + step) - f(x - step)) / (2 * step)

    @slope.check(points=2, title="of a parabola")
    def parabola(slope):
        compare(slope, Formula("t", "t**2"), 3.0, 1e-3, want=6.0, label="t² at 3")

    @slope.check(points=2, hidden=True, title="of a sine")
    def sine(slope, rng):
        compare(slope, Formula("t", "np.sin(t)"), rng.uniform(), 1e-3)

    @slope.mistake("The difference is divided by the step, though it spans two.")
    def factor_two(f, x, step):
        return (f(x + step) - f(x - step)) / step

    @slope.mistake("The sign is turned round.")
    def backwards(f, x, step):
        return (f(x - step) - f(x + step)) / (2 * step)

    @slope.mistake("The step is not used.")
    def plain_difference(f, x, step):
        return f(x + step) - f(x - step)


def declare_table(part):
    table = part.answers(
        "table",
        title="A table by hand",
        labels=["(0,0)", "(0,1)", "(1,0)", "(1,1)"],
        entries={
            "p": Number([0.37754067, 0.18242552, 0.62245933, 0.37754067], places=2),
            "double": Number(
                [0.75508134, 0.36485104, 1.24491866, 0.75508134],
                places=2,
                follow=lambda typed: 2 * typed["p"],
            ),
            "fires": Integer([0, 0, 1, 0]),
        },
    )
    table.check_entries("p", points=1)
    table.check_entries("double", points=0.5)
    table.check_entries("fires", points=1.5, hidden=True)

    @table.mistake("The sign of h is lost.")
    def sign_lost():
        return {"p": [0.62245933, 0.81757448, 0.37754067, 0.62245933]}

    @table.mistake("The square is taken for the double.")
    def squares():
        return {"double": np.array([0.37754067, 0.18242552, 0.62245933, 0.37754067]) ** 2}

    @table.mistake("It fires everywhere.")
    def always_fires():
        return {"fires": [1, 1, None, 1]}


def declare_pick(part):
    pick = part.answers(
        "pick",
        title="Find the slip",
        entries={
            "line": Choice(3, options=[1, 2, 3, 4]),
            "reason": Choice("b", options={"a": "a sign", "b": "a factor", "c": "a mean"}),
        },
    )
    pick.check_entries("line", points=1)
    pick.check_entries("reason", points=1, hidden=True)

    @pick.mistake("Line 2 is right: try it with numbers.")
    def line_two():
        return {"line": 2}

    @pick.mistake("The sign is right.")
    def a_sign():
        return {"reason": "a"}

    @pick.mistake("Line 4 only carries on what went wrong before.")
    def line_four():
        return {"line": 4}
