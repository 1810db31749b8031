# Own · An audit hook that stops whatever the agent does behind the back of an answer.
# reports: ended its process|process ended

# %% [first] trick
import sys
armed = []
def refuse(event, args):
    if armed:
        raise SystemExit("no")
sys.addaudithook(refuse)

# %% [sigmoid] trick
def sigmoid(h):
    armed.append(1)
    return h

# %% [predict] trick
def predict(p):
    armed.append(1)
    raise ValueError
