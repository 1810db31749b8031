# Own · Replaces builtins that the agent needs in order to answer.
# reports: ended its process|unreadable|did not end

# %% [last] trick
import builtins
for name in ("isinstance", "len", "type", "callable", "getattr", "list", "dict", "str", "int", "all"):
    setattr(builtins, name, lambda *a, **k: True)
