# Parts 0 to 2 are there, the rest is as it was released.
# base: blank
# score: ?
# lost: ?
