"""Files that a process may be killed over, or two may write at once.

`replacing` puts one in place in one step, `lock` keeps one to a single process.
"""
