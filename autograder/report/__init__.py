"""What people see of a grading: feedback pages, a CSV, and the table on the terminal."""

from __future__ import annotations

from autograder.report.csv_export import csv_text
from autograder.report.page import PageInfo, feedback_page
from autograder.report.standing import ExerciseStanding, Standing, standing

__all__ = [
    "ExerciseStanding",
    "PageInfo",
    "Standing",
    "csv_text",
    "feedback_page",
    "standing",
]
