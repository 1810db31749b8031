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
    def is_here(self):
        """Whether its package is installed."""
        return find_spec(self.needs) is not None


WIDGETS_SLIDER = ".noUi-handle"
WAYS = [
    Way("floor: an empty listener", FLOOR, "input[type=range]", (".picture",)),
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
