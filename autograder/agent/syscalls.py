"""The system calls that a student's process may make, with their numbers on both processors.

Everything that is not here is refused: making processes and threads, starting programs, sockets,
signals to others, tracing, mounting, new namespaces, objects of System V, limits, priorities.
The numbers are those of the kernel's headers, ``asm/unistd_64.h`` and ``asm-generic/unistd.h``.
"""

from __future__ import annotations

_FREE = """
read 0 63
write 1 64
readv 19 65
writev 20 66
pread64 17 67
pwrite64 18 68
preadv 295 69
pwritev 296 70
lseek 8 62
recvfrom 45 207
mmap 9 222
munmap 11 215
mprotect 10 226
mremap 25 216
madvise 28 233
msync 26 227
brk 12 214
clock_gettime 228 113
getrandom 318 278
rt_sigaction 13 134
rt_sigprocmask 14 135
rt_sigreturn 15 139
close 3 57
close_range 436 436
dup 32 23
dup2 33 -
dup3 292 24
pipe 22 -
pipe2 293 59
creat 85 -
stat 4 -
lstat 6 -
fstat 5 80
newfstatat 262 79
statx 332 291
access 21 -
faccessat 269 48
faccessat2 439 439
readlink 89 -
readlinkat 267 78
getdents 78 -
getdents64 217 61
getcwd 79 17
chdir 80 49
fchdir 81 50
statfs 137 43
fstatfs 138 44
mkdir 83 -
mkdirat 258 34
rmdir 84 -
unlink 87 -
unlinkat 263 35
rename 82 -
renameat 264 38
renameat2 316 276
link 86 -
linkat 265 37
symlink 88 -
symlinkat 266 36
ftruncate 77 46
fallocate 285 47
fsync 74 82
fdatasync 75 83
copy_file_range 326 285
sendfile 40 71
umask 95 166
getxattr 191 8
lgetxattr 192 9
fgetxattr 193 10
listxattr 194 11
llistxattr 195 12
flistxattr 196 13
sched_yield 24 124
sched_getaffinity 204 123
sched_getparam 143 121
sched_getscheduler 145 120
sched_get_priority_max 146 125
sched_get_priority_min 147 126
getpriority 140 141
rt_sigpending 127 136
rt_sigtimedwait 128 137
rt_sigsuspend 130 133
sigaltstack 131 132
pause 34 -
alarm 37 -
getitimer 36 102
setitimer 38 103
clock_getres 229 114
clock_nanosleep 230 115
nanosleep 35 101
gettimeofday 96 169
time 201 -
times 100 153
getrusage 98 165
poll 7 -
ppoll 271 73
select 23 -
pselect6 270 72
epoll_create 213 -
epoll_create1 291 20
epoll_ctl 233 21
epoll_wait 232 -
epoll_pwait 281 22
getsockname 51 204
getsockopt 55 209
getpid 39 172
gettid 186 178
getppid 110 173
getpgid 121 155
getpgrp 111 -
getsid 124 156
getuid 102 174
geteuid 107 175
getgid 104 176
getegid 108 177
getresuid 118 148
getresgid 120 150
getgroups 115 158
uname 63 160
sysinfo 99 179
getcpu 309 168
getrlimit 97 163
restart_syscall 219 128
exit 60 93
exit_group 231 94
"""

_CONDITIONAL = """
open 2 -
openat 257 56
futex 202 98
fcntl 72 25
flock 73 32
fadvise64 221 223
preadv2 327 286
pwritev2 328 287
ioctl 16 29
sendto 44 206
socketpair 53 199
prctl 157 167
prlimit64 302 261
kill 62 129
tgkill 234 131
"""

_ATTRIBUTES = """
chmod 90 -
fchmod 91 52
fchmodat 268 53
utime 132 -
utimes 235 -
futimesat 261 -
utimensat 280 88
"""

_BY_PATH = """
truncate 76 45
"""

_NEWER = """
clone3 435 435
openat2 437 437
epoll_pwait2 441 441
fchmodat2 452 452
"""

MACHINES = ("x86_64", "aarch64")
"""As `os.uname` names them, in the order of the columns."""


def _numbers(text: str, machine: str) -> dict[str, int]:
    column = 1 + MACHINES.index(machine)
    rows = [line.split() for line in text.split("\n") if line]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


def free(machine: str) -> dict[str, int]:
    """Return name -> number of the calls that are allowed whatever their arguments."""
    return _numbers(_FREE, machine)


def conditional(machine: str) -> dict[str, int]:
    """Return name -> number of the calls that are allowed with some arguments."""
    return _numbers(_CONDITIONAL, machine)


def attributes(machine: str) -> dict[str, int]:
    """Return name -> number of the calls that change a file's mode or times."""
    return _numbers(_ATTRIBUTES, machine)


def by_path(machine: str) -> dict[str, int]:
    """Return name -> number of the calls that change a file which was not opened."""
    return _numbers(_BY_PATH, machine)


def newer(machine: str) -> dict[str, int]:
    """Return name -> number of the calls that libraries try first and can do without."""
    return _numbers(_NEWER, machine)
