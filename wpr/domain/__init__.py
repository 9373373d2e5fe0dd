"""Floor 0: what a PR/FAQ is. Values and rules, standard library only."""
