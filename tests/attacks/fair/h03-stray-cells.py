# Stray cells: a syntax error, a name that is gone, exit, input, magics, a shell command, drafts.
# base: half

# %% [first] trick
for i in range(3)
    print(i)

# %% [after sigmoid] trick
prinnt(sigmoid(np.zeros(3)))

# %% [after weighted_sum] trick
%matplotlib inline
%timeit -n 1 -r 1 sum(range(10))
!ls -la
name = input("your name? ")

# %% [after predict] trick
%%bash
echo hello

# %% [after squared_error] trick
exit()

# %% [last] trick
assert False, "why does this not work???"
