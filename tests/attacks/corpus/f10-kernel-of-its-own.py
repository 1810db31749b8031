# Own · Asks for another kernel, another language and another working folder.

# %% [notebook] trick
notebook["metadata"]["kernelspec"] = {"name": "bash", "language": "bash",
                                      "display_name": "../../evil", "argv": ["/bin/sh"]}
notebook["metadata"]["language_info"] = {"name": "bash", "nbconvert_exporter": "os.system",
                                         "pygments_lexer": "../../../x"}
notebook["metadata"]["path"] = "/"
