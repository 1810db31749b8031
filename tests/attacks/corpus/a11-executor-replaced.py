# A11 · Replaces the shell's and the kernel's executors.

# %% [last] trick
async def fine(*a, **k):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
shell = get_ipython()
try:
    shell.kernel.do_execute = fine
except AttributeError:
    pass
shell.run_cell = shell.run_code = shell.run_ast_nodes = lambda *a, **k: None
type(shell).run_cell = type(shell).run_code = lambda *a, **k: None
