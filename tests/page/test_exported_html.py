"""HTML that nbconvert makes of an executed notebook shows pictures, with no network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import nbextensions.page

CONFIG = Path(nbextensions.page.__file__).parent


@pytest.mark.kernel
@pytest.mark.browser
@pytest.mark.slow
def test_the_picture_stands_where_the_widget_was(tmp_path, chromium):
    source = "from nbextensions import Predict\nPredict('Rising or falling?', truth=0.25)"
    cell = {"id": "p", "cell_type": "code", "metadata": {}, "source": source, "outputs": []}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    notebook["cells"] = [cell | {"execution_count": None}]
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--execute"]
    subprocess.run(
        [*command, "n.ipynb"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env=os.environ | {"JUPYTER_CONFIG_PATH": str(CONFIG)},
    )
    page = chromium.new_page()
    page.route("http*://**", lambda route: route.abort())  # no network
    page.goto((tmp_path / "n.html").as_uri())
    picture = page.locator(".jp-RenderedSVG img")
    assert picture.is_visible()
    assert picture.evaluate("image => image.naturalWidth") == 720
    page.close()


def test_an_output_for_a_code_host_has_a_picture_and_words():
    from nbextensions import Predict

    data, _ = Predict("Rising or falling?", truth=0.25)._repr_mimebundle_()
    assert "Rising or falling?" in data["image/svg+xml"]
    assert data["text/plain"].startswith("Rising or falling?")
