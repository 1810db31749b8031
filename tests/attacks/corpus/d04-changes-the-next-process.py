# Own · Turns the limits, the priority and the processors of the fork server against the next ones.
# bounded: only its parent, unless it is in a process namespace of its own

# %% [first] trick
import os, resource
inside = os.getppid() == 1
for pid in (os.getppid(), *((1, 2, 3) if inside else ())):
    for change in (
        lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, (4, 4)),
        lambda: os.sched_setaffinity(pid, {max(os.sched_getaffinity(0))}),
        lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
        lambda: inside and os.setpriority(os.PRIO_USER, 0, 19),
        lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)),
    ):
        try:
            change()
        except (OSError, ValueError):
            pass
