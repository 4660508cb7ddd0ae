# Completion of vyarna for bash 3.2 and newer: eval "$(vyarna completion bash)"
_vyarna() {
  local vyarna="${COMP_WORDS[0]}" typed="${COMP_WORDS[COMP_CWORD]}" kind='' line
  type -P "$vyarna" >/dev/null || vyarna=@vyarna@
  [ "$typed" = '=' ] && typed=''
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$kind" ]; then kind="$line"; else COMPREPLY+=("${line%%$'\t'*}"); fi
  done < <("$vyarna" completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  case "$kind" in
    files) compopt -o filenames 2>/dev/null; while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$typed") ;;
    directories) compopt -o filenames 2>/dev/null; while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$typed") ;;
  esac
}
complete -F _vyarna vyarna
