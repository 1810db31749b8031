# E01, quietly · Sleeps, so that no computing time is used.
# limits: short
# reports: did not end

# %% [predict] trick
def predict(p):
    import time
    time.sleep(30)
    return p
