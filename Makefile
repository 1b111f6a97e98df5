# Each recipe is one plain command, so that Ctrl-C and SIGTERM reach it and make waits for it.
.PHONY: run test check fix bench help

run:
	@exec python3 run.py

test:
	@exec python3 run.py test

check:
	@exec python3 run.py check

fix:
	@exec python3 run.py fix

bench:
	@exec python3 run.py ukur

help:
	@exec python3 run.py help
