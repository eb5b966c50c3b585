"""`pmtui completion`: scripts for bash, zsh and fish, made from the table of commands and their parsers."""

import argparse

from pmtui.cli.call import Call
from pmtui.cli.commands import COMMANDS
from pmtui.cli.output import safe

_WITH_ITEMS = (
    "show", "start", "done", "move", "block", "unblock", "drop", "set", "note", "check", "log", "link", "unlink",
    "archive", "delete", "changes", "renumber",
)  # fmt: skip
"""Commands behind which an item's number is offered."""
_WITH_FILES = ("init", "import", "export", "backup", "restore")


def options_completion(parser: argparse.ArgumentParser) -> None:
    """The words of `completion`."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish", "items"), metavar="bash|zsh|fish", help="the shell")
    parser.epilog = (
        "  bash:  pmtui completion bash > ~/.local/share/bash-completion/completions/pmtui\n"
        '  zsh:   pmtui completion zsh > "${fpath[1]}/_pmtui"\n'
        "  fish:  pmtui completion fish > ~/.config/fish/completions/pmtui.fish\n\n"
        "`pmtui completion items` is what the scripts ask for open items: number, tab, title."
    )


def run_completion(call: Call) -> int:
    """Print a script, or the open items that it offers."""
    shell = call.options.shell
    if shell == "items":
        from pmtui.cli.reading import asked
        from pmtui.store.listing import lines

        with call.reading() as plan:
            call.out.lines(f"{line.ref}\t{safe(line.title)}" for line in lines(plan, *asked(call, plan, "")))
        return 0
    call.out.lines([{"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]().rstrip("\n")])
    return 0


def _options() -> dict[str, list[tuple[str, str]]]:
    """Every command's long options with their help."""
    from pmtui.cli.main import parser_of

    return {
        name: [
            (option, action.help or "")
            for action in parser_of(command)._actions
            if action.help != argparse.SUPPRESS
            for option in action.option_strings
            if option.startswith("--")
        ]
        for name, command in COMMANDS.items()
    }


def _bash() -> str:
    cases = "\n".join(
        f'    {name}) options="{" ".join(option for option, _ in options)}" ;;' for name, options in _options().items()
    )
    return f"""\
# bash completion for pmtui
_pmtui() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" command="" options="" place
  for ((place = 1; place < COMP_CWORD; place++)); do
    case "${{COMP_WORDS[place]}}" in
      -f | --file | --project) ((place++)) ;;
      -*) ;;
      *) command="${{COMP_WORDS[place]}}"; break ;;
    esac
  done
  case "${{COMP_WORDS[COMP_CWORD - 1]}}" in
    -f | --file) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W "{" ".join(COMMANDS)} --file --project --ascii --no-mouse --version --help" -- "$word"))
    return
  fi
  case "$command" in
{cases}
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  case "$command" in
    {" | ".join(_WITH_ITEMS)})
      COMPREPLY=($(compgen -W "$(pmtui completion items 2>/dev/null | cut -f1)" -- "$word")) ;;
    {" | ".join(_WITH_FILES)})
      COMPREPLY=($(compgen -f -- "$word")) ;;
    completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")) ;;
    project | column | person) COMPREPLY=($(compgen -W "list add set remove" -- "$word")) ;;
    config) COMPREPLY=($(compgen -W "list get set remove check path" -- "$word")) ;;
  esac
}}
complete -F _pmtui pmtui
"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "").replace(":", r"\:").replace("[", "(").replace("]", ")") + "'"


def _zsh() -> str:
    commands = "\n".join(f"    {_quoted(name)[:-1]}:{_quoted(command.help)[1:]}" for name, command in COMMANDS.items())
    cases = "\n".join(
        f"    {name}) options=({' '.join(f'{_quoted(one)[:-1]}:{_quoted(help)[1:]}' for one, help in options)}) ;;"
        for name, options in _options().items()
    )
    return f"""\
#compdef pmtui
_pmtui() {{
  local -a commands options items
  local command="" place
  commands=(
{commands}
  )
  for ((place = 2; place < CURRENT; place++)); do
    case "${{words[place]}}" in
      -f|--file|--project) ((place++)) ;;
      -*) ;;
      *) command="${{words[place]}}"; break ;;
    esac
  done
  if [[ "${{words[CURRENT-1]}}" == (-f|--file) ]]; then
    _files
    return
  fi
  if [[ -z $command ]]; then
    _describe command commands
    return
  fi
  case "$command" in
{cases}
  esac
  if [[ "${{words[CURRENT]}}" == -* ]]; then
    _describe option options
    return
  fi
  case "$command" in
    {"|".join(_WITH_ITEMS)})
      items=("${{(@f)$(pmtui completion items 2>/dev/null | sed -e 's/:/\\\\:/g' -e 's/\\t/:/')}}")
      _describe item items ;;
    {"|".join(_WITH_FILES)}) _files ;;
    completion) _values shell bash zsh fish ;;
    project|column|person) _values verb list add set remove ;;
    config) _values verb list get set remove check path ;;
  esac
}}
if [[ "$funcstack[1]" == _pmtui ]]; then _pmtui "$@"; else compdef _pmtui pmtui; fi
"""


def _fish() -> str:
    lines = ["# fish completion for pmtui", "complete -c pmtui -f"]
    for name, command in COMMANDS.items():
        lines.append(f"complete -c pmtui -n __fish_use_subcommand -a {name} -d {_plain(command.help)}")
    for name, options in _options().items():
        for option, help in options:
            lines.append(f"complete -c pmtui -n '__fish_seen_subcommand_from {name}' -l {option[2:]} -d {_plain(help)}")
    seen = f"complete -c pmtui -n '__fish_seen_subcommand_from {' '.join(_WITH_ITEMS)}'"
    lines.append(f"{seen} -a '(pmtui completion items 2>/dev/null)'")
    lines.append(f"complete -c pmtui -n '__fish_seen_subcommand_from {' '.join(_WITH_FILES)}' -F")
    lines.append("complete -c pmtui -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'")
    lines.append("complete -c pmtui -n '__fish_seen_subcommand_from project column person' -a 'list add set remove'")
    lines.append("complete -c pmtui -n '__fish_seen_subcommand_from config' -a 'list get set remove check path'")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return "'" + text.replace("\\", "").replace("'", "") + "'"
