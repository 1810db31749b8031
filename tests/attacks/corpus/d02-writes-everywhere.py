# D01, broader · Writes wherever the file system lets it, looking for the instructor's canaries.

# bounded: files of one name, which the test removes, and its own canaries

# %% [first] trick
import glob, os
for path in [*glob.glob("/tmp/pytest-of-*/pytest-*/attacks*/home/**", recursive=True),
             *glob.glob("/tmp/pytest-of-*/pytest-*/attacks*/course/submitted/*/*/*")]:
    try:
        with open(path, "a") as file:
            file.write("chalkgrad-was-here")
    except OSError:
        pass
for folder in ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/sandbox", "/sandbox/home",
               "/sandbox/agent", "/sandbox/site", "data"):
    try:
        open(folder + "/chalkgrad-was-here", "w").close()
        print("WROTE", folder)
    except OSError:
        pass
