"""The filter's program gives the right answer to every system call, on both processors."""

import errno
import itertools
import struct

import pytest

from autograder.agent import seccomp, syscalls
from tests.autograder.agent import bpf

ALLOW, EPERM, ENOSYS, NOTHING = 0x7FFF0000, 0x50000 | 1, 0x50000 | 38, 0x50000
PID = 4711
BOTH = pytest.mark.parametrize("machine", syscalls.MACHINES)

DANGEROUS = """
clone fork vfork execve execveat ptrace process_vm_readv process_vm_writev process_madvise kcmp
pidfd_open pidfd_getfd pidfd_send_signal tkill rt_sigqueueinfo rt_tgsigqueueinfo
socket connect bind listen accept accept4 sendmsg sendmmsg recvmsg recvmmsg setsockopt shutdown
memfd_create memfd_secret userfaultfd bpf perf_event_open io_uring_setup io_uring_enter
io_uring_register io_setup io_submit mount umount2 move_mount fsopen fsmount open_tree pivot_root
chroot unshare setns keyctl add_key request_key init_module finit_module delete_module kexec_load
reboot swapon sethostname settimeofday clock_settime adjtimex personality modify_ldt ioperm iopl
shmget shmat shmctl semget semop semctl msgget msgsnd msgctl mq_open mq_unlink
setpriority sched_setaffinity sched_setscheduler sched_setparam sched_setattr ioprio_set setrlimit
setuid setgid setreuid setresuid setresgid setgroups capset setsid setpgid seccomp
landlock_restrict_self name_to_handle_at open_by_handle_at mknod mknodat chown fchown lchown
fchownat setxattr lsetxattr fsetxattr removexattr splice tee vmsplice fanotify_init inotify_init1
timer_create timerfd_create eventfd2 signalfd4 sync syncfs quotactl acct vhangup mlock mlockall
set_mempolicy mbind migrate_pages move_pages membarrier rseq lookup_dcookie arch_prctl
"""


@pytest.fixture(params=[False, True], ids=["own files", "shared files"])
def shared(request):
    return request.param


@pytest.fixture
def answer(machine, shared):
    """What the filter of process 4711 answers to a call by name."""
    program = seccomp.program(machine, PID, shared)
    assert len(program) < 4096
    table = {}
    for kind in ("free", "conditional", "attributes", "by_path", "newer"):
        table |= getattr(syscalls, kind)(machine)
    return lambda name, *arguments: bpf.run(program, machine, table[name], arguments)


@pytest.fixture
def known(machine):
    if bpf.header(machine) is None:
        pytest.skip(f"needs the kernel's {bpf.HEADERS[machine]} (package linux-libc-dev)")
    return bpf.numbers(machine)


def ours(machine, *kinds):
    return set().union(*(getattr(syscalls, kind)(machine) for kind in kinds))


@BOTH
def test_the_tables_have_the_kernels_numbers(machine, known):
    every = {}
    for kind in ("free", "conditional", "attributes", "by_path", "newer"):
        table = getattr(syscalls, kind)(machine)
        assert not set(table) & set(every), "a call is in two tables"
        every |= table
    assert set(every) - set(known) <= {"fchmodat2"}  # younger than some headers
    assert {name: known.get(name, number) for name, number in every.items()} == every


@BOTH
def test_every_system_call_gets_the_answer_of_its_table_and_any_other_none(machine, known, shared):
    program = seccomp.program(machine, PID, shared)
    names = {number: name for name, number in known.items()}
    free, newer = ours(machine, "free"), ours(machine, "newer")
    attributes, by_path = ours(machine, "attributes"), ours(machine, "by_path")
    for number in range(1200):
        name = names.get(number)
        if name in ours(machine, "conditional"):
            continue
        expected = EPERM
        if name in free or (name in by_path and not shared):
            expected = ALLOW
        elif name in attributes:
            expected = NOTHING if shared else ALLOW
        elif name in newer or number == 452:
            expected = ENOSYS
        assert bpf.run(program, machine, number) == expected, (number, name)


@BOTH
def test_nothing_dangerous_is_allowed_whatever_its_arguments(machine, known, shared):
    program = seccomp.program(machine, PID, shared)
    tried = [name for name in DANGEROUS.split() if name in known]
    assert len(tried) > 100
    for name, value in itertools.product(tried, (0, 1, PID, -1)):
        assert bpf.run(program, machine, known[name], [value] * 6) == EPERM, name


@BOTH
@pytest.mark.parametrize("foreign", ["i386", "arm", "the other"])
def test_other_binary_interfaces_are_refused(machine, shared, foreign):
    other = next(name for name in syscalls.MACHINES if name != machine)
    program = seccomp.program(machine, PID, shared)
    for number in range(600):
        where = other if foreign == "the other" else foreign
        assert bpf.run(program, where, number) == EPERM
        x32 = bpf.run(program, machine, 0x40000000 | number)
        assert x32 == EPERM


@BOTH
def test_a_process_may_signal_itself_alone(answer):
    for name in ("kill", "tgkill"):
        assert answer(name, PID, 6, 6) == ALLOW
        for other in (0, 1, -1, -PID, PID + 1):
            assert answer(name, other, 6, 6) == EPERM


@BOTH
def test_limits_may_be_asked_for_but_not_set(answer):
    assert answer("prlimit64", 0, 7, 0, 0x7FFE00000000) == ALLOW
    assert answer("prlimit64", 0, 7, 0x7FFE00000000, 0) == EPERM  # nothing in the lower half
    assert answer("prlimit64", 0, 7, 0x1000, 0) == EPERM
    assert answer("prlimit64", 1, 7, 0, 0) == EPERM


@BOTH
def test_only_harmless_commands_reach_a_terminal_or_a_descriptor(answer):
    for command in (0x5401, 0x5413, 0x5421, 0x5450, 0x5451, 0x541B):
        assert answer("ioctl", 1, command) == ALLOW
    for command in (0x5412, 0x541C, 0x5402, 0x8902, 0x8901, 0x40046601):  # TIOCSTI first
        assert answer("ioctl", 1, command) == EPERM
        assert answer("ioctl", 1, command | 1 << 32) == EPERM
    for command in (0, 1, 2, 3, 4, 1030):
        assert answer("fcntl", 1, command) == ALLOW
    for command in (
        5,
        36,
        8,
        10,
        15,
        1024,
        1026,
        1031,
        1033,
    ):  # owners, signals, leases, notices, sizes
        assert answer("fcntl", 1, command) == EPERM


@BOTH
def test_a_file_is_cut_only_by_who_may_write_it(answer, machine):
    read, write, update, neither, create, cut = 0, 1, 2, 3, 0o100, 0o1000
    name, before = ("open", ()) if machine == "x86_64" else ("openat", (-100,))
    for flags in (read, write, update, write | create | cut, update | cut, 0o2000000 | read):
        assert answer(name, *before, 0x1000, flags) == ALLOW
    for flags in (read | cut, read | create | cut, neither, neither | cut):
        assert answer(name, *before, 0x1000, flags) == EPERM


@BOTH
def test_a_socket_reaches_no_further_than_its_other_end(answer):
    assert answer("sendto", 3, 0x1000, 10, 0, 0, 0) == ALLOW
    assert answer("sendto", 3, 0x1000, 10, 0, 0x1000, 16) == EPERM
    assert answer("sendto", 3, 0x1000, 10, 0, 1 << 40, 16) == EPERM
    assert answer("socketpair", 1, 1) == ALLOW
    assert [answer("socketpair", domain, 1) for domain in (2, 10, 16, 17, 40)] == [EPERM] * 5


@BOTH
def test_waiting_is_allowed_without_priorities(answer):
    for operation in (128, 129, 9 | 128 | 256, 10 | 128):
        assert answer("futex", 0x1000, operation) == ALLOW
    for operation in (0, 1, 9 | 256, 6, 7, 8, 11, 12, 13, 11 | 128):
        assert answer("futex", 0x1000, operation) == EPERM


@BOTH
def test_locks_and_advice_on_files_succeed_and_do_nothing(answer):
    for command in (6, 7, 37, 38):
        assert answer("fcntl", 3, command, 0x1000) == NOTHING
    assert answer("flock", 3, 2 | 4) == NOTHING
    assert answer("fadvise64", 3, 0, 0, 4) == NOTHING


@BOTH
def test_nobody_is_told_what_of_a_file_is_in_memory(answer):
    for name in ("preadv2", "pwritev2"):
        assert answer(name, 3, 0x1000, 1, 0, 0, 0) == ALLOW
        assert answer(name, 3, 0x1000, 1, 0, 0, 8) == EPERM


@BOTH
def test_a_process_may_ask_but_not_change_what_it_is(answer):
    assert answer("prctl", 39) == ALLOW
    assert [answer("prctl", option) for option in (1, 4, 8, 15, 22, 24, 38, 47)] == [EPERM] * 8


@BOTH
def test_libraries_fall_back_from_the_newer_clone_to_the_one_that_is_refused(answer):
    assert answer("clone3") == 0x50000 | errno.ENOSYS


def test_the_process_is_named_in_two_places_of_the_packed_program(shared):
    packed = seccomp.packed_program(shared)
    machine = seccomp.machine()
    for pid in (1, PID, 4194304):
        filters = seccomp.program(machine, pid, shared)
        ready = packed.replace(b"\xd0\xf1\xd0\xf1", struct.pack("<I", pid))
        assert ready == b"".join(struct.pack("<HBBI", *each) for each in filters)
    assert packed.count(b"\xd0\xf1\xd0\xf1") == 2


def test_a_processor_without_a_table_is_named(monkeypatch):
    monkeypatch.setattr("os.uname", lambda: type("U", (), {"machine": "riscv64"}))
    with pytest.raises(seccomp.Unsupported, match="x86_64 and aarch64, this is riscv64"):
        seccomp.machine()
