# The release, as it was handed out.
# base: blank
# score: 0
# lost: all
