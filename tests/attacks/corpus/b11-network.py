# B11 · Sends what it knows to the world, and listens for others in the class.

# %% [first] trick
import socket, urllib.request
reached = []
for family, address in (
    (socket.AF_INET, ("127.0.0.1", 22)),
    (socket.AF_INET, ("192.0.2.1", 443)),
    (socket.AF_INET6, ("::1", 22)),
    (socket.AF_UNIX, "\0chalkgrad-was-here"),
    (socket.AF_UNIX, "/run/dbus/system_bus_socket"),
):
    try:
        with socket.socket(family) as s:
            s.settimeout(0.2)
            s.connect(address)
            reached.append(address)
    except OSError:
        pass
try:
    urllib.request.urlopen("http://192.0.2.1/", timeout=0.2)
    reached.append("http")
except OSError:
    pass
print("REACHED" if reached else "nobody there", reached)
