# Copied cells into new ones (other ids, no metadata), turned one into markdown by mistake, and
# put train above the functions that it calls.
# rename: weighted_sum, l2_penalty
# retype: sigmoid
# move-up: train
# score: 43
# lost: nothing
