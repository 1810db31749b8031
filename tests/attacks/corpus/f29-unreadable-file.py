# Own · A notebook that nobody may read, and one that is a socket.
# base: blank
# reports: could not be read

# %% [folder] trick
import socket
path.unlink()
here = os.open(folder, os.O_RDONLY)
with socket.socket(socket.AF_UNIX) as made:
    made.bind(f"/proc/self/fd/{here}/hw1a.ipynb")
os.close(here)
