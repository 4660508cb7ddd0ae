# Completion of vyarna for fish 3.4 and newer: vyarna completion fish | source
function __vyarna_complete
    set -l tokens (commandline -opc)
    set -l typed (commandline -ct)
    set -l vyarna $tokens[1]
    type -fq -- $vyarna; or set vyarna @vyarna@
    set -l answer ($vyarna completion words -- $tokens[2..-1] "$typed" 2>/dev/null)
    switch "$answer[1]"
        case files
            complete -C "'' $typed"
        case directories
            complete -C "'' $typed" | string match -er '/(\t|$)'
        case words
            printf '%s\n' $answer[2..-1]
    end
end
complete -c vyarna -f -a '(__vyarna_complete)'
