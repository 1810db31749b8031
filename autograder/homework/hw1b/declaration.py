"""The homework and its parts; the exercises are declared in the modules beside this one."""

from __future__ import annotations

from autograder.exercise import Homework

homework = Homework("hw1b", title="From one neuron to a network", points=50)

by_hand = homework.part("by_hand", title="Part 0 · By hand", points=6)
forward = homework.part("forward", title="Part 1 · Forward", points=8)
backward = homework.part("backward", title="Part 2 · Backward", points=12)
training = homework.part("training", title="Part 3 · Training", points=8)
regularization = homework.part("regularization", title="Part 4 · Regularization", points=9)
many_classes = homework.part("many_classes", title="Part 5 · Many classes", points=4)
slips = homework.part("slips", title="Part 6 · Find the slip", points=3)
