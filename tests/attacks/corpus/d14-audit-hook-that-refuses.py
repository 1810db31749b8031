# Own · An audit hook that stops everything which the agent does after the last cell.
# reports: `|ended|unreadable|did not

# %% [last] trick
import os, sys
def refuse(event, args):
    if event in ("socket.sendmsg", "compile", "exec", "object.__getattr__"):
        raise SystemExit("no")
sys.addaudithook(refuse)
