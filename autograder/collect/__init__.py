"""Collecting: from an exchange, a folder or an LMS archive into nbgrader's ``submitted`` folder.

In the order of the work: `sources` finds the files (`archives` looks into zips, `inbox` into the
exchange), `schemes` reads whose each is, `roster` and `groups` know the students, `resolve` puts
a student's or a group's files together, `pick` chooses the notebook that counts, `deliver` puts it
in its place unless something newer is there, `origin` remembers where it came from; `collecting`
does one collection. `names` makes any name safe.
"""
