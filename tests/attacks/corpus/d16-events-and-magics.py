# Own · Replaces IPython's events, magics, inspector and formatters.

# %% [first] trick
shell = get_ipython()
for event in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell"):
    shell.events.register(event, lambda *a: globals().update(sigmoid=lambda h: 1.0))
for formatter in shell.display_formatter.formatters.values():
    formatter.for_type(object, lambda *a: "<script>alert('formatter')</script>")
    formatter.enabled = True
shell.display_formatter.active_types = list(shell.display_formatter.formatters)
shell.display_pub.publish = print
shell.user_ns.__class__.__getitem__
shell.magics_manager.magics["line"].clear()
