# E15, nested · Archives within archives beside the notebook, with names that climb out.
# bounded: it would unpack to 20 MB in all

# %% [folder] trick
import io, zipfile
content = b"\0" * 1_000_000
for depth in range(5):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{'../' * number}chalkgrad-was-here-{number}.zip", content)
        archive.writestr("/tmp/chalkgrad-was-here-absolute", "x")
    content = buffer.getvalue()
(folder / "hw1a.zip").write_bytes(content)
(folder / "extra.tar.gz").write_bytes(b"\x1f\x8b" + content)
