# The upload failed: a file of 0 bytes.
# file: empty
# score: 0
# lost: all
