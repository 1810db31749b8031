# E06, in pieces · Many outputs, many lines, and errors as long as books.

# %% [first] trick
import os, sys
for number in range(2000):
    display(number)
for number in range(100_000):
    print("y" * 50)
for number in range(1000):
    os.write(1, b"z" * 1000)
    os.write(2, b"z" * 1000)
raise ValueError("w" * 5_000_000)
