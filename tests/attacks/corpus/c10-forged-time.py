# C10 · Brings its own time stamp, from long before the deadline, and one that is no date at all.
# base: half
# late: yes

# %% [folder] trick
(folder / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC\n")
(folder / "submission_secret.txt").write_text("=1+1\x00<script>\n")
