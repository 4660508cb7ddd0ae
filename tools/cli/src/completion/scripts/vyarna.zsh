#compdef vyarna
# Completion of vyarna for zsh: eval "$(vyarna completion zsh)", or this text as _vyarna in a folder of $fpath
_vyarna() {
  local vyarna=${words[1]} line
  local -a answer candidates
  whence -p -- "$vyarna" >/dev/null || vyarna=@vyarna@
  answer=("${(@f)$("$vyarna" completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  case ${answer[1]} in
    files) _files ;;
    directories) _files -/ ;;
    words)
      for line in "${(@)answer[2,-1]}"; do
        if [[ $line == *$'\t'* ]]; then
          candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        else
          candidates+=("${line//:/\\:}")
        fi
      done
      _describe vyarna candidates
      ;;
  esac
}
if [[ ${funcstack[1]} == _vyarna ]]; then _vyarna "$@"; else compdef _vyarna vyarna; fi
