"`python -m var_edu` is the command `var_edu`."
from .cli import main

raise SystemExit(main())
