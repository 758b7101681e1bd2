"VAR, visual autoregressive modelling by next-scale prediction: small, readable, made from the notebooks in `nbs/`."
__version__ = "0.1.0"

_WHERE = {"load_pretrained": "pretrained", "generate": "sampling", "VQVAE": "tokenizer", "VAR": "transformer"}
__all__ = list(_WHERE)


def __getattr__(name):
    "Import a public name on first use, so that `import var_edu` alone stays light (no torch)"
    if name not in _WHERE: raise AttributeError(f"module 'var_edu' has no attribute {name!r}; it has {', '.join(_WHERE)}")
    from importlib import import_module
    value = globals()[name] = getattr(import_module(f"var_edu.{_WHERE[name]}"), name)
    return value


def __dir__(): return sorted([*globals(), *_WHERE])
