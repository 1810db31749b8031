# The release, handed in as it came.
# base: blank
# score: 0
# lost: all
