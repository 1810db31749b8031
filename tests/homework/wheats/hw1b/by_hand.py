"""Right answers to HW1B, Part 0."""

import math
from decimal import Decimal

import numpy as np

from tests.homework.wheats import collection

WHEATS, right = collection()


def chained(**changes):
    return {
        "z1": -0.095,
        "a1": 0.4763,
        "z2": 0.4429,
        "a2": 0.6089,
        "loss": 0.1794,
        "dl_da2": 0.5989,
        "da2_dz2": 0.2381,
        "dz2_dw2": 0.4763,
        "dz2_da1": 0.3,
        "da1_dz1": 0.2494,
        "dz1_dw1": 0.05,
        "dw2": 0.0679,
        "db2": 0.1426,
        "dw1": 0.00053,
        "db1": 0.0107,
        "updated": [-0.379, -1.126, 0.095, -0.207],
    } | changes


@right("chain")
def chain_as_asked():
    return chained()


@right("chain")
def chain_as_people_type_it():
    return chained(
        z1="−.095",
        a1="47.63 %",
        z2="0,4429",
        dz2_da1="3/10",
        dz1_dw1=".05",
        dw1="5.34e-4",
        updated=["−0,379", "-1.126", ".0947", "−.2067"],
    )


@right("chain")
def chain_with_full_precision():
    x, y, w1, b1, w2, b2 = 0.05, 0.01, 0.1, -0.1, 0.3, 0.3
    z1 = w1 * x + b1
    a1 = 1 / (1 + np.exp(-z1))
    z2 = w2 * a1 + b2
    a2 = 1 / (1 + np.exp(-z2))
    delta_2 = (a2 - y) * a2 * (1 - a2)
    delta_1 = delta_2 * w2 * a1 * (1 - a1)
    gradient = np.array([delta_2 * a1, delta_2, delta_1 * x, delta_1])
    return {
        "z1": z1,
        "a1": a1,
        "z2": z2,
        "a2": a2,
        "loss": (y - a2) ** 2 / 2,
        "dl_da2": a2 - y,
        "da2_dz2": a2 * (1 - a2),
        "dz2_dw2": a1,
        "dz2_da1": w2,
        "da1_dz1": a1 * (1 - a1),
        "dz1_dw1": x,
        "dw2": gradient[0],
        "db2": gradient[1],
        "dw1": gradient[2],
        "db1": gradient[3],
        "updated": np.array([w2, b2, w1, b1]) - 10 * gradient,
    }


@right("chain")
def chain_rounded_to_four_decimals_on_the_way():
    def four(number):
        return float(round(Decimal(number), 4))

    a1 = four(1 / (1 + math.exp(0.095)))
    z2 = four(0.3 * a1 + 0.3)
    a2 = four(1 / (1 + math.exp(-z2)))
    first, second, third = four(a2 - 0.01), four(a2 * (1 - a2)), four(a1 * (1 - a1))
    db2 = four(first * second)
    db1 = four(db2 * 0.3 * third)
    dw2 = four(db2 * a1)
    return chained(
        a1=a1,
        z2=z2,
        a2=a2,
        loss=four((a2 - 0.01) ** 2 / 2),
        dl_da2=first,
        da2_dz2=second,
        dz2_dw2=a1,
        da1_dz1=third,
        dw2=dw2,
        db2=db2,
        dw1=db1 * 0.05,
        db1=db1,
        updated=(0.3 - 10 * dw2, 0.3 - 10 * db2, 0.1 - 10 * db1 * 0.05, -0.1 - 10 * db1),
    )


@right("chain")
def chain_with_a_first_weight_from_a_rounded_first_bias():
    return chained(db1=0.0107, dw1=0.00054)


@right("chain")
def chain_with_six_decimals_in_a_tuple():
    return chained(
        a1=0.476268,
        z2=0.442880,
        a2=0.608945,
        loss=0.179368,
        dl_da2=0.598945,
        dw1=0.00053365,
        db1=0.01067295,
        updated=(-0.379287, -1.126269, 0.094663, -0.206730),
    )


def rowed(**changes):
    return {
        "z": [-0.5, -0.5, 0.5],
        "a": [0.3775, 0.3775, 0.6225],
        "o": -0.3674,
        "p": 0.4092,
        "loss": 0.1674,
        "delta": 0.1978,
        "dw_out": [0.0747, 0.0747, 0.1231],
        "dw_1": [0.0465, 0.0465, -0.0465],
    } | changes


@right("network_row")
def row_as_asked():
    return rowed()


@right("network_row")
def row_as_people_type_it():
    return rowed(
        z=["-1/2", "−.5", "0,5"],
        a=["37.75 %", ".3775", "0,6225"],
        o=["−0.3674"],
        p="40.92%",
        dw_1=(".0465", "0.04649", "−,0465"),
    )


@right("network_row")
def row_with_full_precision_from_numpy():
    W = np.array([[1, -1, 1], [-1, 1, 1]])
    w_out = np.array([1, 1, -1])
    z = np.ones(2) @ W + np.array([-0.5, -0.5, -1.5])
    a = 1 / (1 + np.exp(-z))
    o = w_out @ a - 0.5
    p = 1 / (1 + np.exp(-o))
    delta = 2 * p**2 * (1 - p)
    return {
        "z": z,
        "a": a,
        "o": o,
        "p": p,
        "loss": p**2,
        "delta": delta,
        "dw_out": delta * a,
        "dw_1": delta * w_out * a * (1 - a),
    }


@right("network_row")
def row_rounded_to_four_decimals_on_the_way():
    a = [0.3775, 0.3775, 0.6225]
    o = round(a[0] + a[1] - a[2] - 0.5, 4)
    p = round(1 / (1 + math.exp(-o)), 4)
    delta = round(2 * p * p * (1 - p), 4)
    slopes = [round(each * (1 - each), 4) for each in a]
    return rowed(
        o=o,
        p=p,
        loss=round(p * p, 4),
        delta=delta,
        dw_out=[round(delta * each, 4) for each in a],
        dw_1=[round(w * delta * s, 4) for w, s in zip((1, 1, -1), slopes, strict=True)],
    )


@right("network_row")
def row_with_mixed_decimals_by_unit():
    return rowed(
        z={"1": -0.5, "2": -0.5, "3": 0.5},
        a=(0.377541, 0.37754, 0.622459),
        p=np.float32(0.409175),
        dw_out={"1": 0.07469, "2": 0.07469, "3": 0.12315},
    )
