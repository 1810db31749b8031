"""Live widgets for the lectures and the homework.

Each widget will be one small Python class with validated traits beside one JavaScript module
(anywidget); both are views of a graph from `course.graph`. This package may import `course` and
never `autograder`.
"""
