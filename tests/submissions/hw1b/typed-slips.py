# The code is right, the typed answers are not all: the deck's gradient in the row, transposed shapes,
# biases not counted, and a wrong reason for XOR and for the start from zeros.
# score: 44.25
# lost: network_row 0.25, shapes 0.75, xor_by_hand 0.5, random_starts 0.25, comparison 0.5, slip_2 0.5
# named: network_row leaves_out_the_output_weights, shapes transposes_the_weights, shapes leaves_out_the_biases, xor_by_hand moves_the_lines, random_starts blames_the_hidden_slope, comparison takes_the_share_of_ones, comparison believes_in_the_larger_net, slip_2 blames_the_hidden_weights

# %% [network_row]
network_row = {
    "z": ["-0,5", "-0,5", "0,5"],
    "a": [".3775", ".3775", ".6225"],
    "o": "−0.3674",
    "p": "40.92 %",
    "loss": 0.1674,
    "delta": 0.1978,
    "dw_out": [0.0747, 0.0747, 0.1231],
    "dw_1": [0.0465, 0.0465, 0.0465],
}

# %% [shapes]
shapes = {
    "W1": [4, 3],
    "b1": 4,
    "W2": [4, 4],
    "b2": 4,
    "W3": [1, 4],
    "b3": 1,
    "total": 32,
    "total_231": 9,
}

# %% [xor_by_hand]
xor_by_hand = {
    "p_as_given": [0.518, 0.482, 0.482, 0.409],
    "p_doubled": [0.495, 0.505, 0.505, 0.2],
    "right_as_given": 1,
    "right_doubled": 4,
    "why": "a",
}

# %% [random_starts]
random_starts = {
    "one_unit": 0,
    "eight_units": "c",
    "zero_p": ["1/2", "1/2", "1/2", "1/2"],
    "zero_delta": [0.25, -0.25, -0.25, 0.25],
    "zero_slopes": [0, 0, 0, 0],
    "why_zero": "a",
    "same_units": "d",
}

# %% [comparison]
comparison = {
    "breast_cancer_baseline": "35 %",
    "clinical_baseline": "14 %",
    "clinical_auc": "b",
    "hidden_layer": "a",
    "accuracy": "a",
}

# %% [slip_2]
slip_2 = {"line": 4, "reason": "a"}
