"""The picture that a widget leaves where no kernel runs: in exported HTML, or on a code host.

One file a widget, ``still(widget) -> str``; ``svg`` has the pen, ``plain`` writes symbols.
"""
