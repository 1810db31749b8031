"""Collecting: from an exchange, a folder or an LMS archive into nbgrader's ``submitted`` folder.

`origin` remembers where each submission came from.
"""
