"""Forms that a learning management system takes back: grades for Canvas and for Moodle.

Both are made from the file that the system itself exported. Whom a row belongs to is never
rewritten: names and ids go back as they came, field by field, also where a spreadsheet would take
one for a formula, because the system reads the file and matches by them. The only text of our own
is a number with a decimal point, which both systems read in every language. (An apostrophe before
a name, as in our own CSV, would make Canvas look for another student.)
"""

from autograder.report.lms.canvas import canvas_upload
from autograder.report.lms.moodle import moodle_upload
from autograder.report.lms.people import Person
from autograder.report.lms.table import ExportedFileError, read_table
from autograder.report.lms.upload import Upload

__all__ = ["ExportedFileError", "Person", "Upload", "canvas_upload", "moodle_upload", "read_table"]
