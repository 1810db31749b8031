"""Files that a process may be killed over: `replacing` puts one in place in one step."""
