# Two solution cells and a check cell were deleted, with everything else right.
# delete: sigmoid, predict, predict-check, slip_2
# score: 38
# lost: sigmoid 2, predict 1, slip_2 2
