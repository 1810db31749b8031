# Own · Figures that are large, many and slow to draw.
# bounded: 3 figures of 4 megapixels

# %% [first] trick
for number in range(3):
    plt.figure(figsize=(20, 20), dpi=100)
    plt.plot(np.arange(100))
plt.show()
