# D05 · A thread that goes on between the calls and changes the answers.

# %% [last] trick
import threading, time
def change():
    for step in range(60):
        time.sleep(0.01)
        globals()["sigmoid"] = lambda h: 1.0
        np.exp = lambda x: x * 0
try:
    threading.Thread(target=change, daemon=True).start()
except RuntimeError:
    pass
