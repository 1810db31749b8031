# Own · A file of forty megabytes.
# reports: at most 16 MiB
# bounded: 40 MB on the disk

# %% [bytes] trick
content = content + b" " * 40_000_000
