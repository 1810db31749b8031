"""A student's forward pass beside ours: p, and the hidden units where it tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from nbextensions.frame.own_functions import OwnFunctions
from nbextensions.frame.own_results import probabilities, split
from nbextensions.network_view.layers import NetLayers


def net_arguments(net: NetLayers, parameters: Mapping[str, float]) -> tuple[Any, ...]:
    """Give what a forward pass takes after X, as fresh arrays.

    Parameters
    ----------
    net : NetLayers
        Which parameter stands where.
    parameters : mapping of str to float
        Their values.

    Returns
    -------
    tuple
        ``(w, b)`` for one neuron; ``({"W", "b", "w_out", "b_out"},)`` for one hidden layer;
        ``([(W, b), ...],)`` for more.
    """
    arrays = net.arrays(parameters)
    if len(arrays) == 1:
        return arrays[0][0][:, 0], float(arrays[0][1][0])
    if len(arrays) > 2:
        return (arrays,)
    (W, b), (w_out, b_out) = arrays
    return ({"W": W, "b": b, "w_out": w_out[:, 0], "b_out": float(b_out[0])},)


def own_forward(
    functions: OwnFunctions,
    net: NetLayers,
    X: np.ndarray,
    parameters: Mapping[str, float],
    *more: Any,
) -> dict[str, Any]:
    """Call a student's ``forward(X, params) -> p`` or ``(p, cache)``.

    Parameters
    ----------
    functions : OwnFunctions
        With the role ``"forward"``.
    net : NetLayers
        The net.
    X : ndarray, shape (n_examples, n_features)
        The examples.
    parameters : mapping of str to float
        The net's parameters.
    *more
        Further arguments, such as a mask.

    Returns
    -------
    dict
        ``p``: list of float, one for each example. ``hidden``: the first hidden layer's
        activations, (n_examples, n_hidden) as lists, where the cache holds them; else None.

    Raises
    ------
    OwnFunctionError
        If it raises, or returns what cannot be shown.
    """
    name = functions.name("forward")
    found = functions.call("forward", X.copy(), *net_arguments(net, parameters), *more)
    returned, cache = split(found)
    n = len(X)
    p = probabilities(returned, n, name)
    hidden = None
    if len(net.layers) > 1:
        hidden = _hidden(cache, (n, len(net.layers[0].sums)))
    return {"p": p.tolist(), "hidden": hidden}


def _hidden(cache: Any, shape: tuple[int, int]) -> list[list[float]] | None:
    """Find the hidden activations in whatever a student keeps.

    What is named like an activation (A, H, h, ...) comes first, then the last array of the shape
    that is no weighted sum by name: in the order of a forward pass, Z stands before A.
    """
    found = [
        (str(key), np.asarray(value, dtype=np.float64))
        for key, value in _entries(cache)
        if getattr(value, "shape", None) == shape and getattr(value, "dtype", None) is not None
        if np.issubdtype(value.dtype, np.number) and np.isfinite(value).all()
    ]
    named = [array for key, array in found if key.lower().strip("_01") in ("a", "h", "hidden")]
    rest = [array for key, array in found if not key.lower().startswith("z")]
    chosen = named or rest
    return chosen[-1].tolist() if chosen else None


def _entries(cache: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(cache, Mapping):
        yield from cache.items()
    elif isinstance(cache, tuple | list):
        for place, item in enumerate(cache):
            if isinstance(item, tuple | list | Mapping):
                yield from _entries(item)
            else:
                yield f"#{place}", item
    elif cache is not None:
        yield "#", cache
