"""The ways to put a slider beside a perceptron, each as the cell that a lecturer would write."""

from dataclasses import dataclass
from importlib.util import find_spec

NEURON = """
import ipywidgets
from course import datasets, hand
X, y = datasets.or_()
table = hand.table(w=(1, -1), b=-0.5, X=X, y=y)
"""

FLOOR = """
import anywidget
class Listener(anywidget.AnyWidget):
    _esm = '''
    export default { render({ el }) {
      el.innerHTML = `<input type="range" min="-6" max="6" step="0.01" value="1">
        <output>1</output>`;
      const [range, output] = el.children;
      output.className = "picture";
      range.addEventListener("input", () => { output.textContent = range.value; });
    } }'''
Listener()
"""

FIGURE = """
import matplotlib.pyplot as plt
import numpy as np
def draw(axes, w1):
    axes.scatter(X[:, 0], X[:, 1], c=y)
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="X1", ylabel="X2")
    return axes.plot(xs := np.array([-0.5, 1.5]), w1 * xs - 0.5)[0]
slider = ipywidgets.FloatSlider(1, min=-6, max=6, step=0.01)
"""

INTERACT = """
%matplotlib inline
def show(w1):
    print(hand.table(w=(w1, -1), b=-0.5, X=X, y=y))
    draw(plt.subplots(figsize=(4, 3))[1], w1)
    plt.show()
ipywidgets.interact(show, w1=slider);
"""

IPYMPL = """
%matplotlib ipympl
figure, axes = plt.subplots(figsize=(4, 3))
line = draw(axes, 1)
text = ipywidgets.HTML()
def show(change):
    text.value = f"<pre>{hand.table(w=(change.new, -1), b=-0.5, X=X, y=y)}</pre>"
    line.set_data([-0.5, 1.5], [-0.5 * change.new - 0.5, 1.5 * change.new - 0.5])
    figure.canvas.draw_idle()
slider.observe(show, "value")
display(slider, text)
"""

TOGETHER = """
from nbextensions import Boundary, HandTable
display(HandTable(table, group="or"), Boundary(table, group="or"))
"""

NET = """
import numpy as np
from course import datasets, hand
from nbextensions import Boundary
rng = np.random.default_rng(1)
X, y = datasets.xor()
W, b, w_out = rng.normal(size=(2, 8)), rng.normal(size=8), rng.normal(size=8)
Boundary(hand.mlp_table(W, b, w_out, 0.0, X, y))
"""

OWN_FUNCTIONS = """
import numpy as np
from nbextensions import HandTable
def forward(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))
def backward(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(y), delta.mean()
"""
OWN_TABLE = """
HandTable(table, forward=forward, backward=backward, columns="all")
"""
# h = w1 - 0.5 in the third row: which w1 the numbers on the screen were computed for.
W1_IN_TABLE = """
Number(document.querySelector('.cg-ht-left [data-id="2:h"]')
  .textContent.replace("\\u2212", "-")) + 0.5
"""


@dataclass(frozen=True)
class Way:
    """One way: its cell, and where its slider and its picture are found in the page."""

    name: str
    cell: str
    slider: str  # what is dragged
    pictures: tuple[str, ...]  # what has to change
    asks_python: bool = False
    shown: str = "null"  # JavaScript: the slider's value that the picture shows, if it can be read
    needs: str = "anywidget"

    @property
    def reads(self):
        """Whether the page tells which value its picture shows."""
        return self.shown != "null"

    @property
    def is_here(self):
        """Whether its package is installed."""
        return find_spec(self.needs) is not None


WIDGETS_SLIDER = ".noUi-handle"
RANGE = "input[type=range]"
WAYS = [
    Way("floor: an empty listener", FLOOR, RANGE, (".picture",)),
    Way("HandTable + Boundary together", NEURON + TOGETHER, RANGE, (".cg-ht-left", ".cg-plane")),
    Way("Boundary, a 2-8-1 net, heat map 100 x 100", NET, RANGE, (".cg-plane",)),
    Way(
        "HandTable, own forward and backward",
        NEURON + OWN_FUNCTIONS + OWN_TABLE,
        RANGE,
        (".cg-ht-left",),
        asks_python=True,
        shown=W1_IN_TABLE.strip(),
    ),
    Way(
        "interact + matplotlib",
        NEURON + FIGURE + INTERACT,
        WIDGETS_SLIDER,
        (".widget-interact .jp-OutputArea",),
        asks_python=True,
        needs="matplotlib",
    ),
    Way(
        "ipympl, set_data",
        NEURON + FIGURE + IPYMPL,
        WIDGETS_SLIDER,
        (".jupyter-matplotlib-canvas-container",),
        asks_python=True,
        needs="ipympl",
    ),
]
