# The cells of Part 5 are gone; nothing else suffers.
# score: 0
# lost: all
# delete: softmax, categorical_cross_entropy, softmax_backward, predict_digits, train_digits
