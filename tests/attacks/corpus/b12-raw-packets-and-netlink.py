# B11, deeper · Raw, packet, netlink and vsock sockets, and every descriptor that is still open.

# %% [first] trick
import os, socket, stat
opened = []
for family, kind in ((2, 3), (17, 3), (16, 3), (40, 1), (38, 5), (31, 3)):
    try:
        socket.socket(family, kind).close()
        opened.append((family, kind))
    except OSError:
        pass
for fd in range(0, 1024):
    try:
        mode = os.fstat(fd).st_mode
    except OSError:
        continue
    if fd > 3:
        opened.append((fd, stat.S_IFMT(mode)))
print(opened)
