# The cells of Part 5 are gone; nothing else suffers.
# score: ?
# lost: ?
# delete: softmax, categorical_cross_entropy, softmax_backward, predict_digits, train_digits
