# Two cells have new ids and no metadata, another was moved to the top: all still counts.
# score: 47
# lost: nothing
# rename: relu, standardize
# move-up: early_stopping
