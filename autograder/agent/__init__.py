"""What runs inside the sandbox: the fork server, the notebook shell, and the wire to the parent.

Nothing here may import the rest of this project: the folder is mounted alone, beside numpy,
IPython and matplotlib. The trusted parent uses `wire` and `tree` too.
"""
