"""The homework and its parts; the exercises are declared in the modules beside this one."""

from __future__ import annotations

from autograder.exercise import Homework

homework = Homework("hw1a", title="The perceptron by hand", points=50)

by_hand = homework.part("table", title="Part 0 · The table by hand", points=5)
forward = homework.part("forward", title="Part 1 · Forward", points=10)
backward = homework.part("backward", title="Part 2 · Backward", points=12)
training = homework.part("training", title="Part 3 · Training", points=11)
regularization = homework.part("regularization", title="Part 4 · Regularization", points=8)
slips = homework.part("slips", title="Part 5 · Find the slip", points=4)
