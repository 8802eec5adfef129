"""`python -m allforall` is the command `allforall`."""

from allforall.cli.main import main

main()
