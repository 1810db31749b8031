# F16 · Scripts in answers that are text: tags, handlers, links, attachments, pictures, TeX.

# %% [xor_discussion] trick
<script>document.title='pwned'</script><img src=x onerror="document.title='pwned'">
[link](javascript:document.title='pwned') [data](data:text/html;base64,PHNjcmlwdD4=) <javascript:alert(1)>
[x][ref] ![p](http://127.0.0.1:9/pwned.png) ![a](attachment:x.svg) <http://127.0.0.1:9/"onclick="alert(1)>

[ref]: javascript:alert(1) "t"
$\href{javascript:alert(1)}{x}$ $$\require{html}\url{javascript:alert(1)}\cssId{a}{b}\style{background:url(x)}{y}$$
<iframe srcdoc="<script>alert(1)</script>"></iframe><svg/onload=alert(1)><math href=javascript:alert(1)>x</math>
<form action=http://127.0.0.1:9/><button>go</button></form><base href=http://127.0.0.1:9/>
<style>@import 'http://127.0.0.1:9/pwned.css'</style><meta http-equiv=refresh content="0;url=http://127.0.0.1:9">
&lt;script&gt;alert(1)&lt;/script&gt; ```{=html}
<script>alert(1)</script>
```

# %% [notebook] trick
by_id["xor_discussion"]["attachments"] = {"x.svg": {"image/svg+xml": "PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+"}}
cells.append({"cell_type": "raw", "id": "raw-html", "source": "<script>alert(1)</script>",
              "metadata": {"raw_mimetype": "text/html", "format": "text/html"}})
cells.append({"cell_type": "markdown", "id": "own-words", "metadata": {},
              "source": "<script>alert(1)</script><a href='javascript:alert(1)'>x</a>"})
