# The cells of Part 5 are gone; nothing else suffers.
# score: 43
# lost: softmax 1, categorical_cross_entropy 0.75, softmax_backward 0.75, predict_digits 0.5, train_digits 1
# delete: softmax, categorical_cross_entropy, softmax_backward, predict_digits, train_digits
